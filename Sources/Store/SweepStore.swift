import Foundation
import GRDB
import Measures

/// What a sweep has found so far, in one SQLite file: killed at any moment, it holds every point that was done, whole.
///
/// One transaction a point. While it is written the file has a log beside it (`-wal`), from which SQLite puts it in order
/// after a kill; closed, it is one file again. One process at a time: the lock goes when the process does.
public final class SweepStore: Sendable {
    public let path: String
    public let traits: SweepTraits
    let queue: DatabaseQueue
    private let isWritable: Bool
    private let layouts = LayoutMemory()

    /// "Hfst": what tells a store from other SQLite files.
    static let applicationID: Int32 = 0x4866_7374
    /// Of the tables below.
    static let format = 1

    // MARK: Opening

    /// Opens the store of a sweep to go on with it, or makes it.
    /// - Throws: when something else stands there, or the store of another sweep.
    public static func open(_ path: String, for traits: SweepTraits) throws(StoreFault) -> SweepStore {
        do {
            let isThere = try isStore(path, mayBeMissing: true) && !isEmpty(path)
            // What is refused must be left as it is, so it is only read first.
            if isThere {
                let found = try reading(path)
                defer { found.close() }
                try refuse(path, found.traits, unless: traits)
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration(writes: true))
            try queue.writeWithoutTransaction { db in
                if !isThere { try db.execute(sql: "PRAGMA page_size = 16384") }
                guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                    throw StoreFault.unusable(path, "cannot be kept safe here: its folder takes no log beside it")
                }
                // A commit is safe from a kill at once, and from a loss of power up to the last checkpoint.
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                try db.inTransaction(.immediate) {
                    if try !db.tableExists("sweep") { try makeTables(db, traits) }
                    return .commit
                }
            }
            let kept = try queue.read { db in try keptTraits(db, path) }
            try refuse(path, kept, unless: traits)
            return SweepStore(path: path, traits: kept, queue: queue, isWritable: true)
        } catch {
            throw StoreFault(error, at: path)
        }
    }

    /// Whether a file of SQLite's has no table at all: its making was cut off, by a kill or a full disk.
    private static func isEmpty(_ path: String) throws -> Bool {
        let queue = try DatabaseQueue(path: path, configuration: configuration(writes: isInDisorder(path)))
        defer { try? queue.close() }
        return try queue.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 }
    }

    /// Whether a kill cut off something that SQLite must finish or take back before the file can be read: it does so by
    /// itself, but only for those who may write.
    ///
    /// That is told by a log beside it; by a journal, which stands there for some moments when the log is begun and when
    /// it is done with; and by the mark for a log in the file's head (bytes 18 and 19) when there is none.
    private static func isInDisorder(_ path: String) throws -> Bool {
        if ["-wal", "-journal"].contains(where: { FileManager.default.fileExists(atPath: path + $0) }) { return true }
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        let head = try file.read(upToCount: 20) ?? Data()
        return head.count == 20 && head[18...19].contains(2)
    }

    private static func refuse(_ path: String, _ kept: SweepTraits, unless wanted: SweepTraits) throws(StoreFault) {
        guard let difference = kept.difference(to: wanted, shards: true) else { return }
        throw StoreFault.unusable(
            path, "\(difference). It was left as it is; choose another store with --store")
    }

    /// Opens a store that is there, to read it.
    public static func reading(_ path: String) throws(StoreFault) -> SweepStore {
        do {
            _ = try isStore(path, mayBeMissing: false)
            let isInDisorder = try isInDisorder(path)
            if isInDisorder, access(path, W_OK) != 0 || access(folder(of: path), W_OK) != 0 {
                throw StoreFault.unusable(
                    path,
                    "was left by a sweep that was stopped hard, or one is at work on it, and you may not write there: "
                        + "copy it and the files beside it that begin with its name to a folder of yours")
            }
            if try isEmpty(path) {
                throw StoreFault.unusable(path, "holds nothing: its sweep was stopped as it began; run it again")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration(writes: isInDisorder))
            let traits = try queue.read { db in
                let traits = try keptTraits(db, path)
                try checkSoundness(db, path)
                return traits
            }
            return SweepStore(path: path, traits: traits, queue: queue, isWritable: isInDisorder)
        } catch {
            throw StoreFault(error, at: path)
        }
    }

    private init(path: String, traits: SweepTraits, queue: DatabaseQueue, isWritable: Bool) {
        self.path = path
        self.traits = traits
        self.queue = queue
        self.isWritable = isWritable
    }

    /// Puts everything into the one file. What was added is safe without it too.
    public func close() {
        if isWritable {
            try? queue.writeWithoutTransaction { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            }
        }
        try? queue.close()
    }

    /// Whether a file is there, refusing folders and what is no SQLite file before SQLite touches it.
    private static func isStore(_ path: String, mayBeMissing: Bool) throws -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            if mayBeMissing {
                if access(folder(of: path), W_OK | X_OK) != 0 {
                    throw StoreFault.unusable(
                        path,
                        errno == ENOENT || errno == ENOTDIR
                            ? "cannot be made: its folder is not there; make it first, or choose another store with --store"
                            : "cannot be made: you are not allowed to write there; choose another store with --store")
                }
                return false
            }
            throw StoreFault.unusable(path, "is not there")
        }
        if isFolder.boolValue { throw StoreFault.unusable(path, "is a folder; name a file in it") }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw StoreFault.unusable(path, "may not be read by you")
        }
        defer { try? file.close() }
        let start = try file.read(upToCount: 16) ?? Data()
        // Made, and killed before anything was written.
        if start.isEmpty {
            if mayBeMissing { return false }
            throw StoreFault.unusable(path, "holds nothing: its sweep was stopped as it began; run it again")
        }
        guard start.elementsEqual(Array("SQLite format 3\0".utf8)) else {
            throw StoreFault.unusable(
                path, "is damaged, or no store of a sweep; it was left as it is. Choose another with --store")
        }
        if mayBeMissing, access(path, W_OK) != 0 || access(folder(of: path), W_OK) != 0 {
            throw StoreFault.unusable(
                path, "or its folder may not be written to by you; choose another store with --store")
        }
        return true
    }

    private static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static func configuration(writes: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = !writes
        configuration.prepareDatabase { db in
            // Before the log is first touched: then it needs no memory shared with others, and works on network disks.
            if writes { try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        }
        return configuration
    }

    // MARK: Tables

    private static func makeTables(_ db: Database, _ traits: SweepTraits) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(format)")
        try db.execute(sql: "CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
        try db.execute(
            sql: """
                CREATE TABLE layouts (
                    id INTEGER PRIMARY KEY, text TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT
                """)
        try db.execute(
            sql: """
                CREATE TABLE points (
                    number INTEGER PRIMARY KEY, axis_values TEXT NOT NULL, resolved_sha256 TEXT NOT NULL,
                    summary_layout INTEGER NOT NULL, intervals_layout INTEGER NOT NULL,
                    replications_layout INTEGER NOT NULL, summary BLOB NOT NULL, intervals BLOB NOT NULL,
                    replications BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT
                """)
        try db.execute(sql: "CREATE INDEX layouts_by_checksum ON layouts (checksum)")
        for (key, value) in traits.rows {
            try db.execute(sql: "INSERT INTO sweep VALUES (?, ?)", arguments: [key, value])
        }
    }

    private static func keptTraits(_ db: Database, _ path: String) throws -> SweepTraits {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard id == applicationID, try db.tableExists("sweep") else {
            throw StoreFault.unusable(path, "is an SQLite file, but no store of a sweep")
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version == format else {
            throw StoreFault.unusable(
                path,
                "is a store of another version of Holdfast (format \(version), not \(format)): use that one for it, or "
                    + "choose another store with --store")
        }
        var kept: [String: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT key, value FROM sweep") { kept[row[0]] = row[1] }
        guard let traits = SweepTraits(kept) else {
            throw StoreFault.unusable(path, "is damaged: it does not say what sweep it is of; it was left as it is")
        }
        return traits
    }

    private static func checkSoundness(_ db: Database, _ path: String) throws {
        guard try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" else {
            throw StoreFault.unusable(
                path, "is damaged; it was left as it is. Choose another with --store, or go back to a copy")
        }
    }

    // MARK: Points

    /// Numbers of the points that it holds.
    public func done() throws(StoreFault) -> Set<Int> {
        do { return try queue.read { try Int.fetchSet($0, sql: "SELECT number FROM points") } } catch {
            throw StoreFault(error, at: path)
        }
    }

    /// Adds a point: all of it or, when that fails, nothing.
    public func add(_ record: SweepRecord) throws(StoreFault) {
        let kept = KeptPoint(record, layouts)
        do {
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try kept.insert(into: db)
                    return .commit
                }
            }
        } catch {
            throw StoreFault(error, at: path)
        }
    }

    /// Hands out each list of measures that some point's replications have.
    public func forEachSetOfReplicationMeasures(_ body: ([String]) -> Void) throws(StoreFault) {
        let texts: [String]
        do {
            texts = try queue.read { db in
                try String.fetchAll(
                    db, sql: "SELECT text FROM layouts WHERE id IN (SELECT replications_layout FROM points)")
            }
        } catch {
            throw StoreFault(error, at: path)
        }
        for text in texts { body(text.split(separator: "\n").map(String.init)) }
    }

    /// Hands out every point in order of number.
    public func forEach(_ body: (SweepRecord) throws -> Void) throws {
        // A point at a time: a store may be larger than memory.
        let numbers = try done().sorted()
        var layouts = LayoutReading()
        for number in numbers {
            let record: SweepRecord
            do {
                record = try queue.read { db in try KeptPoint.record(number, in: db, &layouts, path) }
            } catch {
                throw StoreFault(error, at: path)
            }
            try body(record)
        }
    }
}
