#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where an answer goes: stdout (`-`), or a file that is either replaced as a whole or left as it was.
struct Output {
    let destination: String
    /// How another place is chosen.
    private let choice: String

    init(_ destination: String, chosenWith choice: String = " with -o") {
        self.destination = destination
        self.choice = choice
    }

    /// - Throws: `CommandFailure` when the place cannot be written to. A reader of stdout that went away is no failure.
    func write(_ text: String) throws(CommandFailure) {
        if destination == "-" {
            try writeToStandardOutput(text)
        } else if let special = specialFile() {
            defer { close(special) }
            let problem = Self.writeAll(text, to: special)
            if problem != 0 { throw failure(.internalFault, problem) }
        } else {
            try replaceFile(with: text)
        }
    }

    private func writeToStandardOutput(_ text: String) throws(CommandFailure) {
        switch Self.writeAll(text, to: STDOUT_FILENO) {
        case 0: return
        case EPIPE, EBADF: ExitStatus.done.exit()
        case let problem:
            throw CommandFailure(.internalFault, "stdout cannot be written to: \(reason(problem))")
        }
    }

    /// A pipe, terminal or device that is there already: it is written to, not replaced.
    private func specialFile() -> Int32? {
        var status = stat()
        guard stat(destination, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFREG, kind != S_IFDIR else { return nil }
        let file = open(destination, O_WRONLY | O_CLOEXEC)
        return file >= 0 ? file : nil
    }

    /// Refuses a place that cannot be written to, so that nobody waits for an answer which then has nowhere to go.
    func refuseIfHopeless() throws(CommandFailure) {
        if destination == "-" { return }
        if let special = specialFile() {
            close(special)
            return
        }
        _ = try replacement()
    }

    /// Where a file comes to lie, the name under which it is written first, and its rights.
    private func replacement() throws(CommandFailure) -> (
        target: String, folder: String, temporary: String, mode: mode_t
    ) {
        // A link is followed, so that the file behind it is replaced and not the link.
        var target = destination
        if let resolved = realpath(destination, nil) {
            target = String(cString: resolved)
            free(resolved)
        }
        var status = stat()
        let isThere = stat(target, &status) == 0
        if isThere, status.st_mode & S_IFMT == S_IFDIR { throw failure(.badInput, EISDIR) }
        if isThere, access(target, W_OK) != 0 { throw failure(.badInput, errno) }

        let slash = target.lastIndex(of: "/")
        let folder = slash.map { String(target[...$0]) } ?? "./"
        let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
        guard !name.isEmpty else { throw failure(.badInput, EISDIR) }
        let temporary = "\(folder).\(name.prefix(100)).\(getpid()).tmp"
        if access(folder, W_OK | X_OK) != 0 { throw failure(.badInput, errno) }
        return (target, folder, temporary, isThere ? status.st_mode & 0o777 : 0o666)
    }

    /// Writes a temporary file in the same folder, makes sure that it is on the disk, and puts it in the old one's place.
    private func replaceFile(with text: String) throws(CommandFailure) {
        let (target, folder, temporary, mode) = try replacement()
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure(.badInput, errno) }

        var problem = Self.writeAll(text, to: file)
        if problem == 0, fsync(file) != 0 { problem = errno }
        if close(file) != 0, problem == 0 { problem = errno }
        if problem == 0, rename(temporary, target) != 0 { problem = errno }
        guard problem == 0 else {
            unlink(temporary)
            throw failure(.internalFault, problem)
        }
        // The new name is on the disk once its folder is.
        let directory = open(folder, O_RDONLY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    /// 0, or the system's number of what went wrong.
    static func writeAll(_ text: String, to file: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            #if canImport(Glibc)
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            #else
            let count = bytes.withUnsafeBytes { Darwin.write(file, $0.baseAddress, $0.count) }
            #endif
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            bytes = bytes.dropFirst(count)
        }
        return 0
    }

    func failure(_ status: ExitStatus, _ problem: Int32) -> CommandFailure {
        CommandFailure(status, "\"\(destination)\" cannot be written to: \(reason(problem)); nothing was changed")
    }

    /// What stands in the way and what mends it.
    private func reason(_ problem: Int32) -> String {
        switch problem {
        case ENOENT: "its folder is not there; make it first, or choose another\(choice)"
        case ENOTDIR: "a part of its path is a file, not a folder; choose another place\(choice)"
        case EISDIR: "it is a folder; name a file in it\(choice)"
        case EACCES, EPERM, EROFS: "you are not allowed to write there; choose another place\(choice)"
        case ENOSPC, EDQUOT, EFBIG: "the disk is full; free some space, or choose another place\(choice)"
        case ENAMETOOLONG: "its name is too long"
        default: String(cString: strerror(problem))
        }
    }
}
