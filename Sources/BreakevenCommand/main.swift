exit(with: await CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
