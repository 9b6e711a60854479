import Store

/// Which part of a sweep this process does: what was typed, or what a scheduler has put in its environment.
struct ShardChoice {
    let shard: Shard
    /// Who said so, for a remark; nil when it was typed, or nobody did.
    let source: String?

    /// Names under which schedulers tell a task its number and how many there are.
    private struct Scheduler {
        var name: String
        var index: String
        /// Of the first task.
        var first: Int
        /// Nil where it does not say how many: then HOLDFAST_SHARDS does.
        var count: String?
    }

    private static let schedulers = [
        Scheduler(name: "Kubernetes", index: "JOB_COMPLETION_INDEX", first: 0, count: nil),
        Scheduler(
            name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", first: 0, count: "AWS_BATCH_JOB_ARRAY_SIZE"),
        Scheduler(name: "Open MPI", index: "OMPI_COMM_WORLD_RANK", first: 0, count: "OMPI_COMM_WORLD_SIZE"),
        Scheduler(name: "MPI", index: "PMI_RANK", first: 0, count: "PMI_SIZE"),
        Scheduler(name: "GNU parallel", index: "PARALLEL_SEQ", first: 1, count: nil),
    ]

    /// - Parameter typed: `i/n`, nil when not given.
    init(typed: String?, environment: [String: String]) throws(CommandFailure) {
        if let typed {
            guard let shard = Shard(typed) else {
                throw CommandFailure(
                    .usage, "expected --shard i/n, such as 3/40: part i of n, counted from 1, found \"\(typed)\"")
            }
            (self.shard, source) = (shard, nil)
            return
        }
        if let found = try Self.slurm(environment) {
            (shard, source) = (found, "Slurm")
            return
        }
        for scheduler in Self.schedulers {
            guard let index = environment[scheduler.index] else { continue }
            var countName = "HOLDFAST_SHARDS"
            if let name = scheduler.count, environment[name] != nil { countName = name }
            // A Kubernetes job or a line of GNU parallel that does not say how many is none of ours.
            guard let count = environment[countName] else { continue }
            shard = try Self.shard(
                Int(index).map { $0 - scheduler.first + 1 }, Int(count),
                "\(scheduler.index)=\(index) and \(countName)=\(count)")
            source = scheduler.name
            return
        }
        (shard, source) = (.whole, nil)
    }

    private static func slurm(_ environment: [String: String]) throws(CommandFailure) -> Shard? {
        guard let id = environment["SLURM_ARRAY_TASK_ID"], let count = environment["SLURM_ARRAY_TASK_COUNT"] else {
            return nil
        }
        let first = environment["SLURM_ARRAY_TASK_MIN"].flatMap { Int($0) } ?? 0
        let step = environment["SLURM_ARRAY_TASK_STEP"].flatMap { Int($0) } ?? 1
        let words = "SLURM_ARRAY_TASK_ID=\(id) and SLURM_ARRAY_TASK_COUNT=\(count)"
        guard let number = Int(id), step > 0, (number - first) % step == 0 else {
            return try shard(nil, nil, words)
        }
        return try shard((number - first) / step + 1, Int(count), words)
    }

    private static func shard(_ index: Int?, _ count: Int?, _ words: String) throws(CommandFailure) -> Shard {
        guard let index, let count, let shard = Shard("\(index)/\(count)") else {
            throw CommandFailure(
                .usage,
                "the environment says \(words), which is no part of a whole; give --shard i/n, such as 3/40 (1/1 for all)"
            )
        }
        return shard
    }
}
