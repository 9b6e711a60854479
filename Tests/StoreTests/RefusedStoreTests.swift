import Foundation
import GRDB
import Testing

@testable import Store

/// What is no store of this sweep is refused in words, whoever wants to read it or go on with it, and left as it was.
@Suite struct RefusedStoreTests {
    @Test(arguments: [
        (
            "PRAGMA user_version = 2",
            "is a store of another version of Holdfast (format 2, not 1): use that one for it, or choose another store "
                + "with --store"
        ),
        ("PRAGMA application_id = 1", "is an SQLite file, but no store of a sweep"),
        ("DROP TABLE sweep", "is an SQLite file, but no store of a sweep"),
        (
            "UPDATE sweep SET value = 'many' WHERE key = 'points'",
            "is damaged: it does not say what sweep it is of; it was left as it is"
        ),
        (
            "DELETE FROM sweep WHERE key = 'seed'",
            "is damaged: it does not say what sweep it is of; it was left as it is"
        ),
    ]) func itIsLeftAsItWas(sql: String, words: String) throws {
        try SmallStore.withStore { folder, path in
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
            try queue.close()
            let file = URL(fileURLWithPath: path)
            let before = try Data(contentsOf: file)
            let attempts: [() throws -> SweepStore] = [
                { try SweepStore.reading(path) }, { try SweepStore.open(path, for: SmallStore.traits) },
            ]
            for attempt in attempts {
                let fault = #expect(throws: StoreFault.self) { _ = try attempt() }
                #expect(fault?.message == "\"\(path)\" \(words)")
            }
            #expect(try Data(contentsOf: file) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.sqlite"])
        }
    }

    /// A bit anywhere in what was found: a store never gives another number for it.
    @Test(arguments: [
        "UPDATE points SET summary = replications WHERE number = 2",
        "UPDATE points SET axis_values = '7' WHERE number = 2",
        "UPDATE points SET number = 4 WHERE number = 2", "UPDATE points SET summary_layout = 9 WHERE number = 2",
        "UPDATE layouts SET text = replace(text, 'service_level', 'service_lovel')",
    ]) func aPointThatIsNotWhatWasWrittenIsNoNumber(sql: String) throws {
        try SmallStore.withStore { _, path in
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
            try queue.close()
            let store = try SweepStore.reading(path)
            let fault = #expect(throws: StoreFault.self) { try store.forEach { _ in } }
            #expect(fault?.message.contains("is damaged: point ") == true, "\(fault?.message ?? "")")
        }
    }

    @Test func aMergeThatWasKilledLeavesNothingInTheWay() throws {
        try SmallStore.withStore { folder, path in
            let merged = folder.appendingPathComponent("merged.sqlite").path
            // What it had written so far.
            let cut = try SweepStore.open(Merging.temporary(for: merged), for: SmallStore.traits)
            try cut.add(SmallStore.record(3))
            cut.close()
            let part = try SweepStore.reading(path)
            try Merging([part]).write(to: merged)
            part.close()
            try SmallStore.expectWhole(try SweepStore.reading(merged))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.sorted() == ["a.sqlite", "merged.sqlite"])
        }
    }

    @Test func twoMergesAtOnceAreOneTooMany() throws {
        try SmallStore.withStore { folder, path in
            let merged = folder.appendingPathComponent("merged.sqlite").path
            let other = try SweepStore.open(Merging.temporary(for: merged), for: SmallStore.traits)
            defer { other.close() }
            try other.add(SmallStore.record(3))
            let part = try SweepStore.reading(path)
            defer { part.close() }
            let fault = #expect(throws: StoreFault.self) { try Merging([part]).write(to: merged) }
            #expect(fault?.kind == .inUse, "\(fault?.message ?? "")")
            #expect(try other.done() == [3])
        }
    }
}
