@_exported public import CheckedJSON
@_exported public import ModelArithmetic
@_exported public import Pricing
@_exported public import Serving
@_exported public import WorkloadProfiling
