ProcessLimits.keepStandardStreams()
if let failure = ProcessLimits.failure {
  Console.error(failure.message)
  exit(with: failure.code)
}
exit(with: await CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
