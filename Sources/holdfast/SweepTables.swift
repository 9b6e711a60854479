import Measures
import Reports
import Scenarios
import Store

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The three tables of a store, written as they are read, so that a store may be larger than memory.
struct SweepTables {
    static let names = ["summary.csv", "replications.csv", "intervals.csv"]

    let store: SweepStore

    /// Hands out the text of each table, piece by piece: a table's pieces in order, those of several mixed.
    func write(to sink: (_ table: Int, _ text: String) throws -> Void) throws {
        let axes = store.traits.axes
        // Points may differ in what they measure: the columns are those of all, in the order of the reports.
        var known: Set<String> = []
        try store.forEachSetOfReplicationMeasures { known.formUnion($0) }
        let measures = Measure.all.map(\.name).filter(known.contains)
        try sink(0, SweepCSV.summaryHeading(axes: axes))
        try sink(1, SweepCSV.replicationsHeading(axes: axes, measures: measures))
        try sink(2, SweepCSV.intervalsHeading(axes: axes))
        try store.forEach { record in
            try sink(0, SweepCSV.summary(record))
            try sink(1, SweepCSV.replications(record, measures: measures))
            try sink(2, SweepCSV.intervals(record))
        }
    }

    /// One number for all of them: the SHA-256 of the tables one after the other, each as `sha256  name` and a line feed,
    /// as `sha256sum` writes it.
    func digests() throws -> [(name: String, sha256: String)] {
        var digests = Self.names.map { _ in SHA256() }
        try write { table, text in digests[table].update(Array(text.utf8)) }
        let each = digests.indices.map { (Self.names[$0], digests[$0].finished()) }
        let lines = each.map { "\($0.1)  \($0.0)\n" }.joined()
        return each + [("all", SHA256.hexadecimal(lines))]
    }

    /// Writes the tables into a folder, which is made when it is not there; each appears when it is complete.
    func write(intoFolder folder: String) throws {
        if mkdir(folder, 0o777) != 0, errno != EEXIST { throw Self.failure(folder, errno) }
        var files: [Int32] = []
        func temporary(_ table: Int) -> String { "\(folder)/.\(Self.names[table]).\(getpid()).tmp" }
        func discard() {
            for (table, file) in files.enumerated() {
                close(file)
                unlink(temporary(table))
            }
        }
        for table in Self.names.indices {
            unlink(temporary(table))
            let file = open(temporary(table), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard file >= 0 else {
                let problem = errno
                discard()
                throw Self.failure(folder, problem)
            }
            files.append(file)
        }
        do {
            try write { table, text in
                let problem = Output.writeAll(text, to: files[table])
                if problem != 0 { throw Self.failure("\(folder)/\(Self.names[table])", problem) }
            }
            for (table, file) in files.enumerated() where fsync(file) != 0 {
                throw Self.failure("\(folder)/\(Self.names[table])", errno)
            }
            for table in files.indices where rename(temporary(table), "\(folder)/\(Self.names[table])") != 0 {
                throw Self.failure("\(folder)/\(Self.names[table])", errno)
            }
            for file in files { close(file) }
        } catch {
            discard()
            throw error
        }
    }

    private static func failure(_ place: String, _ problem: Int32) -> CommandFailure {
        Output(place).failure([ENOSPC, EDQUOT, EFBIG, EIO].contains(problem) ? .internalFault : .badInput, problem)
    }
}

extension CommandFailure {
    /// A store that cannot be used.
    init(_ fault: StoreFault) {
        self.init(fault.kind == .full ? .internalFault : .badInput, fault.message)
    }
}
