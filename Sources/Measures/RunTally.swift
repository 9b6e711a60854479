import Engine

/// What a run's replications come to, added one by one.
///
/// Only sums, sums of squares and products, and histograms are kept, so memory does not grow with the number of
/// replications. Adding in order of replication gives the same bits whatever the number of threads that simulated.
///
/// An observation is a replication (a day, a horizon) with all its rows, or, for a steady run, each interval row by
/// itself: a batch. The outside row of a steady run is its warm-up and is left out.
public struct RunTally: Sendable {
    public let plan: TallyPlan
    public let layout: CountsLayout
    public private(set) var replications = 0
    /// Replications, or batches of all of them.
    public private(set) var observations = 0

    let classProgram: CellProgram
    let classIntervalProgram: CellProgram
    let groupProgram: CellProgram
    let intervalThresholds: [Int]

    /// Name of the cell that holds the scheduled seconds of an interval, for the number of agents.
    static let rosterCell = "roster"

    /// `scope → cell`, with the whole centre as the last scope.
    private(set) var classMoments: [PairMoments]
    private(set) var groupMoments: [PairMoments]
    private(set) var classIntervals: IntervalMoments
    private(set) var groupIntervals: IntervalMoments
    /// `scope → cell`: each day's own values; empty for a steady run.
    private(set) var classDays: [DayMoments]
    private(set) var groupDays: [DayMoments]
    private(set) var costMoments = PairMoments()
    private(set) var costIntervalMoments: [PairMoments]
    private(set) var waits: WaitSections
    private(set) var intervalWaits: WaitSections?
    /// `section → class → base row`, for differences between classes.
    private(set) var sectionSums: [Double]
    private(set) var days: DayTally
    private(set) var agentOccupancies: AgentOccupancies
    private(set) var calibration: QuoteCalibration
    private(set) var check: ConservationCheck

    var rows: BaseRows

    static let sections = 32
    static let intervalSections = 10
    static let intervalMerging = 16

    /// - Precondition: the layout has the plan's numbers of intervals, classes, groups and thresholds, and histograms
    ///   by interval where the plan needs them.
    public init(plan: TallyPlan, layout: CountsLayout) {
        precondition(
            layout.intervals == plan.intervals.count && layout.classes == plan.classes.count
                && layout.groups == plan.groups.count && layout.thresholds == plan.thresholds.count,
            "the plan of a tally and the layout of its counts differ")
        precondition(
            layout.histogramsByInterval || !plan.needsHistogramsByInterval,
            "this plan needs counts with a histogram for each interval")
        self.plan = plan
        self.layout = layout
        let thresholds = Array(plan.thresholds.indices)
        let wanted = plan.targets.filter { $0.over == .eachInterval }.compactMap { plan.threshold(of: $0) }
        intervalThresholds = thresholds.filter { $0 == 0 || wanted.contains($0) }

        let classBase = CellProgram.Base.ofClass(layout)
        let listed = plan.reported
        let forClasses = listed.filter { $0.isForClasses }
        classProgram = CellProgram(
            forClasses, kind: \.byClass, thresholds: thresholds, layout: layout, base: classBase)
        classIntervalProgram = CellProgram(
            forClasses.filter { $0.perInterval }, kind: \.byClass, thresholds: intervalThresholds, layout: layout,
            base: classBase)
        var groupProgram = CellProgram(
            listed.filter { $0.isForGroups }, kind: \.byGroup, thresholds: [], layout: layout,
            base: .ofGroup(layout))
        groupProgram.enter(Self.rosterCell, .total(Sum(.scheduledSeconds)), nil)
        self.groupProgram = groupProgram

        let classScopes = layout.classes + 1
        let groupScopes = layout.groups + 1
        let isBatch = plan.observationKind == .batch
        let intervals = isBatch || !plan.keepsIntervals ? 0 : layout.intervals
        let none = PairMoments()
        classMoments = .init(repeating: none, count: classScopes * classProgram.cells)
        groupMoments = .init(repeating: none, count: groupScopes * groupProgram.cells)
        classIntervals = IntervalMoments(program: classIntervalProgram, rows: intervals, scopes: classScopes)
        groupIntervals = IntervalMoments(program: groupProgram, rows: intervals, scopes: groupScopes)
        costIntervalMoments = .init(repeating: none, count: intervals)
        classDays = .init(repeating: DayMoments(), count: isBatch ? 0 : classScopes * classProgram.cells)
        groupDays = .init(repeating: DayMoments(), count: isBatch ? 0 : groupScopes * groupProgram.cells)
        waits = WaitSections(places: layout.classes, kinds: layout.kinds, sections: Self.sections, merging: 1)
        intervalWaits =
            layout.histogramsByInterval && intervals > 0
            ? WaitSections(
                places: intervals * layout.classes, kinds: layout.kinds, sections: Self.intervalSections,
                merging: Self.intervalMerging)
            : nil
        sectionSums = [Double](repeating: 0, count: Self.sections * layout.classes * classBase.size)
        days = DayTally(targets: plan.targets.count)
        agentOccupancies = AgentOccupancies(agentsOfGroups: plan.groups.map(\.agents), layout: layout)
        calibration = QuoteCalibration(layout: layout)
        check = ConservationCheck(plan: plan)
        rows = BaseRows(plan: plan, layout: layout)
    }

    /// Adds one replication; call in order of replication.
    public mutating func add(_ counts: Counts) {
        precondition(counts.layout == layout, "counts of another layout")
        rows.fill(counts)
        agentOccupancies.add(counts, isFirst: replications == 0)
        calibration.add(counts, replication: replications)
        if plan.observationKind == .batch {
            for row in 0..<layout.intervals where counts[lengthOfRow: row] > 0 { addObservation(row, counts) }
        } else {
            addObservation(rows.total, counts)
            if plan.keepsIntervals { addIntervals(counts) }
            addDays(counts)
        }
        check.add(
            counts, replication: replications + 1, waits: plan.observationKind == .batch ? nil : waits.ofObservation)
        replications += 1
    }

    private mutating func addObservation(_ row: Int, _ counts: Counts) {
        let isFirst = observations == 0
        rows.addClasses(row, with: classProgram, to: &classMoments, at: 0, isFirst: isFirst)
        rows.addGroups(row, with: groupProgram, to: &groupMoments, at: 0, isFirst: isFirst)
        costMoments.add(rows.cost(row), 1, isFirst: isFirst)

        waits.beginObservation(observations)
        for customerClass in 0..<layout.classes {
            for histogramRow in histogramRows(row) {
                let start = layout.histogram(row: histogramRow, customerClass: customerClass, of: .answered)
                waits.add(counts.histograms, from: start, place: customerClass, observation: observations)
            }
            let section = observations % Self.sections
            rows.addClass(row, customerClass, to: &sectionSums, at: section * layout.classes + customerClass)
        }
        observations += 1
    }

    /// Rows of histograms that belong to a base row.
    private func histogramRows(_ row: Int) -> Range<Int> {
        row == rows.total ? 0..<layout.histogramRows : row..<(row + 1)
    }

    private mutating func addIntervals(_ counts: Counts) {
        let isFirst = replications == 0
        classIntervals.add(rows.ofClasses, size: rows.classBase.size)
        groupIntervals.add(rows.ofGroups, size: rows.groupBase.size)
        guard intervalWaits != nil || !plan.prices.isEmpty else { return }
        intervalWaits?.beginObservation(replications)
        for row in 0..<layout.intervals {
            if !plan.prices.isEmpty { costIntervalMoments[row].add(rows.cost(row), 1, isFirst: isFirst) }
            guard intervalWaits != nil else { continue }
            for customerClass in 0..<layout.classes {
                intervalWaits?.add(
                    counts.histograms, from: layout.histogram(row: row, customerClass: customerClass, of: .answered),
                    place: row * layout.classes + customerClass, observation: replications)
            }
        }
    }

    /// Each day by itself: its own values, and how it fares against the targets.
    private mutating func addDays(_ counts: Counts) {
        let judges = plan.targets.contains { $0.over != .eachInterval }
        days.beginReplication()
        if plan.observationKind == .day {
            addOwnValues(of: rows.total)
            if judges {
                judge(DayPlace(row: rows.total, histogramRows: Array(0..<layout.histogramRows), counts: counts))
            }
        } else {
            for day in rows.days {
                rows.fillDay(day)
                addOwnValues(of: rows.scratch)
                guard judges else { continue }
                judge(
                    DayPlace(
                        row: rows.scratch, histogramRows: plan.needsHistogramsByInterval ? Array(day) : [],
                        counts: counts))
            }
        }
        let isFirst = replications == 0
        for cell in classDays.indices { classDays[cell].endReplication(isFirst: isFirst) }
        for cell in groupDays.indices { groupDays[cell].endReplication(isFirst: isFirst) }
        if judges { days.endReplication(isFirst: isFirst) }
    }

    private mutating func judge(_ place: DayPlace) {
        let values = targetValues(at: place)
        days.judge(values, by: plan.targets)
    }

    private mutating func addOwnValues(of row: Int) {
        rows.addDayOfClasses(row, with: classProgram, to: &classDays)
        rows.addDayOfGroups(row, with: groupProgram, to: &groupDays)
    }
}
