#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why a file or its text is refused, in words that follow its name.
public struct Refusal: Error, Equatable {
    public var message: String
    var suggestion: String?
    /// Where in the text, when it is known.
    var line = 0
    var column = 0
}

/// The bytes of a file.
public enum FileContent {
    /// A scenario larger than this is no scenario; tables belong in CSV files.
    static let mostScenarioBytes = 16 << 20
    static let mostTableBytes = 512 << 20

    /// Reads a whole file, or says in plain words why not.
    public static func read(_ path: String, mostBytes: Int) -> Result<[UInt8], Refusal> {
        guard !path.utf8.contains(0) else { return .failure(Refusal(message: "is no name of a file")) }
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: return .failure(Refusal(message: "does not exist"))
            case EACCES, EPERM: return .failure(Refusal(message: "may not be read by you"))
            case ENAMETOOLONG: return .failure(Refusal(message: "is too long for the name of a file"))
            default: return .failure(Refusal(message: "cannot be opened"))
            }
        }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR {
                return .failure(Refusal(message: "is a directory, not a file"))
            }
            if status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) > mostBytes {
                return .failure(tooLarge(mostBytes))
            }
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { Self.readSome(descriptor, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(Refusal(message: "cannot be read"))
            }
            if count == 0 { return .success(bytes) }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > mostBytes { return .failure(tooLarge(mostBytes)) }
        }
    }

    private static func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    private static func tooLarge(_ mostBytes: Int) -> Refusal {
        Refusal(message: "is larger than \(mostBytes >> 20) MB", suggestion: "large tables belong in CSV files")
    }
}

/// Text from bytes: UTF-8, with or without a byte order mark.
enum TextDecoding {
    static func text(_ bytes: [UInt8]) -> Result<String, Refusal> {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return .failure(Refusal(message: "is UTF-16 text", suggestion: "save it as UTF-8"))
        }
        if bytes.contains(0) {
            // Latin text in UTF-16 has a zero in every second byte.
            let start = bytes.prefix(512)
            if start.count >= 4, start.filter({ $0 == 0 }).count * 5 >= start.count * 2 {
                return .failure(Refusal(message: "is UTF-16 text", suggestion: "save it as UTF-8"))
            }
            return .failure(Refusal(message: "is a binary file, not text"))
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            let place = firstInvalid(content)
            return .failure(
                Refusal(
                    message: "is not UTF-8 text: the first bad byte is in line \(place.line)",
                    suggestion: "save it as UTF-8", line: place.line, column: place.column))
        }
        return .success(text)
    }

    private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> (line: Int, column: Int) {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var (line, column) = (1, 1)
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (line, column)
    }
}
