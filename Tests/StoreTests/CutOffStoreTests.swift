import Foundation
import GRDB
import Testing

@testable import Store

/// What a kill can leave behind while SQLite begins a log, is done with it, or makes a store: each is made here on purpose,
/// as a test that kills meets these moments seldom.
@Suite struct CutOffStoreTests {
    /// Both ways in, each on a copy of its own.
    private func expectWhole(_ path: String) throws {
        let copy = path + ".copy"
        for end in ["", "-wal", "-journal"] where FileManager.default.fileExists(atPath: path + end) {
            try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
        }
        try SmallStore.expectWhole(try SweepStore.reading(copy))
        try SmallStore.expectWhole(try SweepStore.open(path, for: SmallStore.traits))
    }

    @Test func whatAJournalHoldsIsTakenBack() throws {
        try SmallStore.withStore { folder, path in
            let cut = folder.appendingPathComponent("cut.sqlite").path
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA cache_size = 2")
                try db.execute(sql: "BEGIN IMMEDIATE")
                try db.execute(
                    sql: "UPDATE points SET replications = zeroblob(length(replications)), axis_values = '9'")
                for end in ["", "-journal"] { try FileManager.default.copyItem(atPath: path + end, toPath: cut + end) }
                try db.execute(sql: "ROLLBACK")
            }
            try queue.close()
            // The copy is half written: who may not write cannot read it.
            var configuration = Configuration()
            configuration.readonly = true
            #expect(throws: DatabaseError.self) {
                try DatabaseQueue(path: cut, configuration: configuration).read { db in
                    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM points")
                }
            }
            try expectWhole(cut)
        }
    }

    @Test func aMarkForALogThatIsGoneIsTakenBack() throws {
        try SmallStore.withStore { _, path in
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try queue.close()
            #expect(try Data(contentsOf: URL(fileURLWithPath: path))[18] == 2)
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            try expectWhole(path)
        }
    }

    @Test func whatALogHoldsIsPutIn() throws {
        try SmallStore.withStore { folder, path in
            let cut = folder.appendingPathComponent("cut.sqlite").path
            let grown = folder.appendingPathComponent("grown.sqlite").path
            let store = try SweepStore.open(grown, for: SmallStore.traits)
            for number in 1...3 { try store.add(SmallStore.record(number)) }
            for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: grown + end, toPath: cut + end) }
            store.close()
            try expectWhole(cut)
        }
    }

    @Test(arguments: ["", "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL"])
    func aStoreWithoutTablesIsMadeAnewAndHoldsNothing(sql: String) throws {
        try SmallStore.withStore { folder, _ in
            let path = folder.appendingPathComponent("b.sqlite").path
            if sql.isEmpty {
                try Data().write(to: URL(fileURLWithPath: path))
            } else {
                let queue = try DatabaseQueue(path: path)
                try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
                try queue.close()
            }
            let error = #expect(throws: StoreFault.self) { try SweepStore.reading(path) }
            #expect(error?.message == "\"\(path)\" holds nothing: its sweep was stopped as it began; run it again")
            let store = try SweepStore.open(path, for: SmallStore.traits)
            for number in 1...3 { try store.add(SmallStore.record(number)) }
            try SmallStore.expectWhole(store)
        }
    }
}
