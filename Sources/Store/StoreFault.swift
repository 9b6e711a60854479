import GRDB

/// Why a store cannot be used: one plain sentence with what mends it.
public struct StoreFault: Error, Sendable, Equatable {
    public enum Kind: Sendable {
        /// The store, or the place where it should be, is not what is needed.
        case unusable
        /// Another process is at work on it.
        case inUse
        /// The disk does not take what must be written.
        case full
    }

    public let kind: Kind
    public let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    static func unusable(_ path: String, _ why: String) -> StoreFault { StoreFault(.unusable, "\"\(path)\" \(why)") }

    /// What SQLite met, in words; none of its own.
    init(_ error: any Error, at path: String) {
        if let fault = error as? StoreFault {
            self = fault
            return
        }
        let code = (error as? DatabaseError)?.resultCode
        let why: String
        switch code {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            why = "is in use by another holdfast; wait until that is done, or choose another store with --store"
            self.init(.inUse, "\"\(path)\" \(why)")
            return
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_MISMATCH:
            why = "is damaged, or no store of a sweep; it was left as it is. Choose another with --store"
        case .SQLITE_FULL:
            self.init(.full, "\"\(path)\" cannot be written to: the disk is full. \(Self.kept)")
            return
        case .SQLITE_IOERR:
            self.init(.full, "\"\(path)\" cannot be written to or read: the disk is full, or refuses. \(Self.kept)")
            return
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            why = "cannot be written to: you are not allowed to write there; choose another store with --store"
        case .SQLITE_CANTOPEN:
            why =
                "cannot be opened: its folder is not there, or you are not allowed to use it; choose another with "
                + "--store"
        default: why = "cannot be used: SQLite refuses it (\(code?.rawValue ?? 0))"
        }
        self.init(.unusable, "\"\(path)\" \(why)")
    }

    private static let kept = "The points done before are kept: free some space and run the same command again"
}
