@_exported public import CheckedJSON
@_exported public import FleetSimulation
@_exported public import ModelArithmetic
@_exported public import Numerics
@_exported public import Pricing
@_exported public import Roofline
@_exported public import Workloads
