import Roofline

/// What a fit found: the parameters of the physics, and what these leave unexplained of each generation.
struct CalibrationFit: Sendable {
  let parameters: ParameterLogarithms
  /// The scales of the chips that were fitted.
  let span: ChipScale.Span
  /// By generation.
  private(set) var likeCases: [Int: LikeCases] = [:]
  /// The same of times to the first token, by generation.
  private(set) var firstTokenCases: [Int: LikeCases] = [:]

  /// Parameters alone.
  init(parameters: ParameterLogarithms, span: ChipScale.Span = .everything) {
    self.parameters = parameters
    self.span = span
  }

  /// Fits the parameters, and then what they leave.
  init(_ rows: [CalibrationRow], calibrator: Calibrator) {
    self.init(rows, parameters: calibrator.fit(rows))
  }

  /// What some parameters leave of the rows that they were fitted to.
  init(_ rows: [CalibrationRow], parameters: ParameterLogarithms) {
    self.init(
      parameters: parameters,
      span: ChipScale.Span(rows.map { ChipScale($0.deployment.accelerator) }))
    var residuals: [Int: [LikeCases.Residual]] = [:]
    for row in rows {
      guard let residual = row.residual(of: deployment(of: row)) else { continue }
      residuals[row.generation, default: []].append(residual)
    }
    likeCases = residuals.mapValues { LikeCases($0) }
    var waits: [Int: [LikeCases.Residual]] = [:]
    for row in rows {
      guard let residual = row.firstTokenResidual(of: deployment(of: row)) else { continue }
      waits[row.generation, default: []].append(residual)
    }
    firstTokenCases = waits.mapValues { LikeCases($0, of: .firstToken) }
  }

  /// The deployment of a row as the fit sees it.
  func deployment(of row: CalibrationRow) -> Deployment {
    var deployment = row.deployment
    deployment.parameters = EngineParameters(
      logarithms: parameters.sum(row.terms(parameters.blocks, within: span)))
    let subject = deployment.subject
    deployment.relatives = (likeCases[row.generation] ?? .none).relatives(of: subject)
    deployment.firstTokenRelatives = (firstTokenCases[row.generation] ?? .none)
      .relatives(of: subject)
    return deployment
  }
}

extension CalibrationRow {
  /// What a deployment's prediction leaves of the row's throughput; `nil` where none was measured, or
  /// where the rate of arrivals sets it.
  fileprivate func residual(of deployment: Deployment) -> LikeCases.Residual? {
    if case .rate = measurement.conditions.load { return nil }
    guard let error = measurement.throughputError(deployment.prediction(of: measurement.conditions))
    else {
      return nil
    }
    return LikeCases.Residual(conditions: conditions(of: deployment), error: -error)
  }

  /// The same of its time to the first token in a closed loop.
  fileprivate func firstTokenResidual(of deployment: Deployment) -> LikeCases.Residual? {
    guard let error = measurement.firstTokenError(deployment.prediction(of: measurement.conditions))
    else {
      return nil
    }
    return LikeCases.Residual(conditions: conditions(of: deployment), error: -error)
  }

  private func conditions(of deployment: Deployment) -> CaseConditions {
    let shape = RequestShape(
      prompt: measurement.conditions.promptTokens,
      completion: measurement.conditions.completionTokens)
    return deployment.conditions(
      shape,
      running: deployment.running(
        measurement.conditions.load, measurement.conditions.queuedRequests, shape))
  }
}

extension Deployment {
  /// How many requests run under a load.
  fileprivate func running(_ load: Load, _ queued: Double?, _ shape: RequestShape) -> Double {
    let limit = max(1, runningLimit(for: shape))
    return switch load {
    case .staticBatch(let requests): requests
    case .concurrency(let requests): min(requests, limit)
    case .saturation: min(queued ?? limit, limit)
    case .rate: limit
    }
  }
}
