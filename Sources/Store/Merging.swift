import Foundation
import Measures

/// Shards of one sweep, put together into one store.
public struct Merging {
    let stores: [SweepStore]

    /// - Throws: when two do not belong together, one is given twice, or some are missing or unfinished.
    public init(_ stores: [SweepStore]) throws(StoreFault) {
        self.stores = stores
        guard let first = stores.first else {
            throw StoreFault(.unusable, "expected the stores of the shards, found none")
        }
        for store in stores.dropFirst() {
            if let difference = store.traits.difference(to: first.traits, shards: false) {
                throw StoreFault.unusable(
                    store.path, "\(difference) (as \"\(first.path)\"); nothing was merged")
            }
            if store.traits.shard.count != first.traits.shard.count {
                throw StoreFault.unusable(
                    store.path,
                    "is one of \(store.traits.shard.count) shards, and \"\(first.path)\" one of "
                        + "\(first.traits.shard.count); nothing was merged")
            }
        }
        var byIndex: [Int: SweepStore] = [:]
        for store in stores {
            if let other = byIndex.updateValue(store, forKey: store.traits.shard.index) {
                throw StoreFault.unusable(
                    store.path, "is shard \(store.traits.shard), and so is \"\(other.path)\"; nothing was merged")
            }
        }
        let count = first.traits.shard.count
        var complaints: [String] = []
        let missing = (1...count).filter { byIndex[$0] == nil }
        if !missing.isEmpty {
            complaints.append(
                "of \(count) shards \(missing.count == 1 ? "one is" : "\(missing.count) are") missing: "
                    + Self.listed(missing))
        }
        for index in byIndex.keys.sorted() {
            guard let store = byIndex[index] else { continue }
            let all = store.traits.shard.numbers(of: first.traits.points).count
            let done = try store.done().count
            if done < all {
                complaints.append(
                    "shard \(store.traits.shard) (\"\(store.path)\") has \(done) of its \(all) points: run it again")
            }
        }
        guard complaints.isEmpty else {
            throw StoreFault(.unusable, "nothing was merged: " + complaints.joined(separator: "; "))
        }
    }

    /// `3, 7–9 and 12`.
    static func listed(_ numbers: [Int]) -> String {
        var spans: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = spans.last, last.upperBound == number - 1 {
                spans[spans.count - 1] = last.lowerBound...number
            } else {
                spans.append(number...number)
            }
        }
        let words = spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        guard words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and \(words[words.count - 1])"
    }

    /// What a merge writes first, beside what it shall become.
    static func temporary(for path: String) -> String { path + ".merging" }

    /// Writes the whole sweep as one store, which appears when it is complete.
    /// - Throws: when something stands there already, or the disk does not take it.
    public func write(to path: String) throws(StoreFault) {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreFault.unusable(path, "is there already; nothing was merged. Choose another with --store")
        }
        let temporary = Self.temporary(for: path)
        func discard() { for end in ["", "-wal", "-journal"] { unlink(temporary + end) } }
        var traits = stores[0].traits
        traits.shard = .whole
        if FileManager.default.fileExists(atPath: temporary) {
            // A merge that was killed left it, unless one is at work on it now.
            do {
                try SweepStore.open(temporary, for: traits).close()
            } catch {
                if error.kind == .inUse { throw error }
            }
        }
        discard()
        do {
            let merged = try SweepStore.open(temporary, for: traits)
            for store in stores { try store.forEach { try merged.add($0) } }
            merged.close()
        } catch {
            discard()
            throw StoreFault(error, at: path)
        }
        guard rename(temporary, path) == 0 else {
            discard()
            throw StoreFault.unusable(path, "cannot be written: its folder does not take it")
        }
    }
}
