import Store

/// Which part of a sweep this process does: what was typed, or what a scheduler has put in its environment.
struct ShardChoice {
    let shard: Shard
    /// Who said so, for a remark; nil when it was typed, or nobody did.
    let source: String?
    /// What to say where an environment numbers its tasks but does not tell how many there are.
    let remark: String?

    /// How many there are, where a scheduler does not say.
    static let countName = "HOLDFAST_SHARDS"

    /// Names under which schedulers tell a task its number and how many there are.
    private struct Scheduler {
        var name: String
        var index: String
        /// Of the first task.
        var first: Int
        /// The first of these that is set; HOLDFAST_SHARDS when none is.
        var counts: [String]
    }

    private static let schedulers = [
        Scheduler(name: "Kubernetes", index: "JOB_COMPLETION_INDEX", first: 0, counts: []),
        Scheduler(
            name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", first: 0, counts: ["AWS_BATCH_JOB_ARRAY_SIZE"]),
        Scheduler(name: "Open MPI", index: "OMPI_COMM_WORLD_RANK", first: 0, counts: ["OMPI_COMM_WORLD_SIZE"]),
        Scheduler(name: "MVAPICH", index: "MV2_COMM_WORLD_RANK", first: 0, counts: ["MV2_COMM_WORLD_SIZE"]),
        Scheduler(name: "MPI (PMI)", index: "PMI_RANK", first: 0, counts: ["PMI_SIZE"]),
        // PMIx itself puts no number of ranks into the environment; srun does.
        Scheduler(name: "MPI (PMIx)", index: "PMIX_RANK", first: 0, counts: ["PMIX_SIZE", "SLURM_STEP_NUM_TASKS"]),
        Scheduler(name: "GNU parallel", index: "PARALLEL_SEQ", first: 1, counts: []),
    ]

    /// - Parameter typed: `i/n`, nil when not given.
    init(typed: String?, environment: [String: String]) throws(CommandFailure) {
        if let typed {
            guard let shard = Shard(typed) else {
                throw CommandFailure(
                    .usage, "expected --shard i/n, such as 3/40: part i of n, counted from 1, found \"\(typed)\"")
            }
            (self.shard, source, remark) = (shard, nil, nil)
            return
        }
        if let found = try Self.slurm(environment) {
            (shard, source, remark) = (found, "Slurm", nil)
            return
        }
        var unclear: String?
        for scheduler in Self.schedulers {
            guard let index = environment[scheduler.index] else { continue }
            let names = scheduler.counts + [Self.countName]
            // A job that does not say how many may have nothing to do with shards.
            guard let name = names.first(where: { environment[$0] != nil }), let count = environment[name] else {
                unclear =
                    "\(scheduler.name) says \(scheduler.index)=\(index), but not how many there are: the whole sweep is "
                    + "done here. For shards, set \(Self.countName)"
                continue
            }
            shard = try Self.shard(
                Int(index).map { $0 - scheduler.first + 1 }, Int(count),
                "\(scheduler.index)=\(index) and \(name)=\(count)")
            source = scheduler.name
            remark = nil
            return
        }
        (shard, source, remark) = (.whole, nil, unclear)
    }

    /// The task of an array. With HOLDFAST_SHARDS its number is the shard's: then a few of an array can be run again.
    private static func slurm(_ environment: [String: String]) throws(CommandFailure) -> Shard? {
        guard let id = environment["SLURM_ARRAY_TASK_ID"] else { return nil }
        if let all = environment[countName] {
            return try shard(Int(id), Int(all), "SLURM_ARRAY_TASK_ID=\(id) and \(countName)=\(all)")
        }
        guard let count = environment["SLURM_ARRAY_TASK_COUNT"] else { return nil }
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
