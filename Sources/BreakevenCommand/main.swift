exit(with: CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
