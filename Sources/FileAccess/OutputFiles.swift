#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Results that are written together: all of them, or none.
///
/// Each file is written under a name of its own beside its place; when all are whole they are moved there, so that a
/// reader, a full disk, an interruption or a killed process meets the old file or the new one, and two runs that write
/// to the same places do not mix. A link keeps pointing where it did. What is no regular file, such as a device or a
/// FIFO, gets the bytes as they are.
package struct OutputFiles {
  private var files: [(path: String, contents: String)]
  private let inputs: Set<FileIdentity>

  /// Files that are to be written together.
  ///
  /// - Parameters:
  ///   - files: The path and the whole contents of each.
  ///   - inputs: The files that are read, which are never overwritten.
  package init(
    _ files: [(path: String, contents: String)], sparing inputs: Set<FileIdentity> = []
  ) {
    self.files = files
    self.inputs = inputs
  }

  /// Refuses results that would overwrite an input or one another, before there is anything to write.
  package static func check(
    _ paths: [String], sparing inputs: Set<FileIdentity>
  ) throws(FileError) {
    var taken: Set<Place> = []
    for path in paths {
      _ = try place(of: OutputTarget(path), path, inputs, &taken)
    }
  }

  /// Whether what is written to a path streams to a device, a pipe or an open descriptor, with no place beside it.
  package static func isStream(_ path: String) -> Bool {
    guard let target = try? OutputTarget(path) else { return false }
    if case .file = target { return false }
    return true
  }

  /// Removes what killed runs have left beside files, as writing there does; for runs that find nothing to write.
  package static func removeLeftOvers(beside paths: [String]) {
    for folder in Set(paths.map(\.searchedFolder)).sorted() { TemporaryName.sweep(folder) }
  }

  /// Writes them.
  ///
  /// - Throws: `FileError` with the file and what the system said; everything is then as it was.
  package func write() throws(FileError) {
    guard !files.isEmpty else { return }
    try Interruptions.heldBack { () throws(FileError) in
      var folders = MadeFolders()
      do throws(FileError) {
        try write(&folders)
      } catch {
        folders.remove()
        throw error
      }
    }
  }

  private func write(_ folders: inout MadeFolders) throws(FileError) {
    var taken: Set<Place> = []
    var targets: [OutputTarget] = []
    for file in files {
      let target = try OutputTarget(file.path)
      if case .file(let path, _) = target {
        try folders.make(path.parentFolder, for: file.path)
      }
      try Self.place(of: target, file.path, inputs, &taken)
      targets.append(target)
    }
    var swept: Set<String> = []
    var waiting: [TemporaryFile] = []
    do throws(FileError) {
      for (file, target) in zip(files, targets) {
        guard case .file(let path, let former) = target else { continue }
        if swept.insert(path.searchedFolder).inserted { TemporaryName.sweep(path.searchedFolder) }
        waiting.append(
          try TemporaryFile(
            beside: path, called: file.path, replacing: former, file.contents))
      }
      for (file, target) in zip(files, targets) { try Self.pass(file, to: target) }
      guard !Interruptions.cameUp else { throw FileError(files[0].path, .interrupted) }
      try Self.move(waiting)
    } catch {
      for file in waiting { file.remove() }
      throw error
    }
  }

  /// Gives the bytes to what is no regular file.
  private static func pass(
    _ file: (path: String, contents: String), to target: OutputTarget
  ) throws(FileError) {
    switch target {
    case .file: break
    case .descriptor(let descriptor):
      try OutputDescriptor(descriptor: descriptor, name: file.path).write(file.contents)
    case .stream(let path):
      let descriptor = try Self.openStream(path, for: file.path)
      defer { close(descriptor) }
      try OutputDescriptor(descriptor: descriptor, name: file.path).write(file.contents)
    }
  }

  /// Opens a device or a pipe; of a pipe, as soon as somebody reads it.
  ///
  /// The descriptor never blocks, so that a request to end is noticed whenever it comes.
  private static func openStream(_ path: String, for name: String) throws(FileError) -> Int32 {
    while true {
      let descriptor = unsafe open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
      if descriptor >= 0 { return descriptor }
      let error = errno
      guard !Interruptions.cameUp else { throw FileError(name, .interrupted) }
      guard error == EINTR || error == ENXIO && FileStatus(path: path)?.isPipe == true else {
        errno = error
        throw FileError(name, .unwritable(FileError.systemReason))
      }
      usleep(5000)
    }
  }

  /// Moves all to their places, or none: what was there is kept under another name until all have moved.
  private static func move(_ files: [TemporaryFile]) throws(FileError) {
    guard files.count > 1, let last = files.last else {
      try files.first?.move()
      return
    }
    // Another run that writes there waits, so that files of both do not mix.
    let folder = unsafe open(last.target.searchedFolder, O_RDONLY | O_CLOEXEC)
    if folder >= 0 { _ = flock(folder, LOCK_EX) }
    defer { if folder >= 0 { close(folder) } }
    var moved: [(target: String, former: String?)] = []
    do throws(FileError) {
      for file in files {
        let former = file.target.folderPrefix + TemporaryName().text
        let isKept = unsafe link(file.target, former) == 0
        do throws(FileError) {
          try file.move()
        } catch {
          if isKept { _ = unsafe unlink(former) }
          throw error
        }
        moved.append((file.target, isKept ? former : nil))
      }
    } catch {
      for file in moved.reversed() {
        if let former = file.former {
          _ = unsafe rename(former, file.target)
        } else {
          _ = unsafe unlink(file.target)
        }
      }
      throw error
    }
    for file in moved { if let former = file.former { _ = unsafe unlink(former) } }
  }
}

extension OutputFiles {
  /// One place on a disk: a file that is there, or a name in a folder.
  private enum Place: Hashable {
    case file(FileIdentity)
    case name(FileIdentity, String)
    case path(String)
  }

  private static func place(
    of target: OutputTarget, _ path: String, _ inputs: Set<FileIdentity>, _ taken: inout Set<Place>
  ) throws(FileError) {
    guard case .file(let resolved, let former) = target else { return }
    let place: Place
    if let former {
      guard !inputs.contains(former.identity) else { throw FileError(path, .isInput) }
      place = .file(former.identity)
    } else if let folder = FileStatus(path: resolved.searchedFolder) {
      place = .name(folder.identity, resolved.lastName)
    } else {
      place = .path(resolved)
    }
    guard taken.insert(place).inserted else { throw FileError(path, .isWrittenTwice) }
  }
}

/// Folders that were made for files, and go again if the files cannot be written.
struct MadeFolders {
  private var made: [String] = []

  /// Makes a folder and those above it.
  mutating func make(_ folder: String, for file: String) throws(FileError) {
    guard !folder.isEmpty, FileStatus(path: folder) == nil else { return }
    try make(folder.parentFolder, for: file)
    if unsafe mkdir(folder, 0o777) == 0 {
      made.append(folder)
    } else if errno != EEXIST {
      throw FileError(file, .unwritable(FileError.systemReason))
    }
  }

  func remove() { for folder in made.reversed() { _ = unsafe rmdir(folder) } }
}
