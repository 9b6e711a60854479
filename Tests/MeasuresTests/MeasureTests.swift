import Engine
import Testing

@testable import Measures

@Suite struct MeasureTests {
    @Test func namesAreThoseOfTheContract() {
        let contract = Set(
            """
            offered answered abandoned blocked balked hung_up_at_close service_level service_level_handled \
            service_level_good service_level_answered service_level_neutral service_level_short \
            service_level_excluding_short service_level_whole asa wait_mean wait_delayed_mean wait_p50 wait_p80 \
            wait_p90 wait_p95 wait_p99 wait_max answered_wait_p50 answered_wait_p80 answered_wait_p90 \
            answered_wait_p95 answered_wait_p99 abandoned_wait_mean excess_wait_mean abandonment blocking delayed \
            queue_mean queue_max occupancy utilisation handle_mean overtime_hours paid_hours breaks_late longest_run \
            days_meeting_target fairness_wait_ratio fairness_service_level_gap cost \
            left_in_menu self_served human_without_menu callbacks_offered callbacks_suppressed callbacks_accepted \
            callbacks_kept callbacks_kept_dial callbacks_kept_reached callbacks_early callbacks_late callbacks_dropped \
            callbacks_missed callbacks_unreached callbacks_gave_up callbacks_open callback_wait_mean \
            callback_lateness_mean callback_lateness_p50 callback_lateness_p90 callback_lateness_p99 \
            callback_attempts_mean callback_ringing_hours callback_window_kept_95 promises_unkeepable \
            broken_promises_per_1000 overtaken follow_ups_made follow_ups_kept follow_up_lateness_p90 quote_bias \
            quote_mae quote_coverage quote_understated issues_resolved first_contact_resolution contacts_per_issue \
            time_to_resolution_mean inflation customers_lost value_lost fairness_kept_gap menu_time_mean \
            transferred transfer_wait_mean transfer_abandonment handed_over warm_transfer_hours \
            oldest_follow_up callback_lateness_max quote_percentile_coverage quote_percentile_gap quote_pinball_loss \
            quote_calibration_error agent_occupancy_min agent_occupancy_p10 agent_occupancy_p50 agent_occupancy_p90 \
            agent_occupancy_max occupancy_above_85 occupancy_above_90 occupancy_above_95
            """.split(separator: " ").map(String.init))
        #expect(Set(Measure.all.map(\.name)) == contract)
        #expect(Measure.all.count == contract.count)
    }

    @Test func groupsHaveTheirMeasures() {
        let forGroups = Measure.all.filter(\.isForGroups).map(\.name)
        #expect(
            forGroups == [
                "occupancy", "utilisation", "handle_mean", "overtime_hours", "paid_hours", "breaks_late", "longest_run",
                "agent_occupancy_min", "agent_occupancy_p10", "agent_occupancy_p50", "agent_occupancy_p90",
                "agent_occupancy_max", "occupancy_above_85", "occupancy_above_90", "occupancy_above_95",
                "warm_transfer_hours",
            ])
    }

    @Test(arguments: Measure.all.map(\.name)) func isFullyDescribed(named: String) {
        let measure = Measure.the(named)
        #expect(!measure.definition.isEmpty && measure.definition.hasSuffix("."))
        #expect(!measure.formula.isEmpty && !measure.source.isEmpty && !measure.title.isEmpty)
        #expect(measure.hasThreshold == measure.title.contains("{T}"))
        for name in measure.related {
            #expect(Measure.named(name) != nil, "\(measure.name) points to \(name)")
            #expect(name != measure.name)
        }
    }

    @Test func titleNamesTheForm() {
        #expect(Measure.the("service_level").title(within: 20) == "Service level (20 s, strict)")
        #expect(
            Measure.the("service_level_good").title(within: 120) == "Service level (2 min, abandons in time are good)")
        #expect(Measure.the("asa").title(within: nil) == "Average wait of the answered")
        #expect(Measure.spanText(90) == "90 s")
        #expect(Measure.spanText(7200) == "2 h")
        #expect(Measure.spanText(0.5) == "0.5 s")
    }

    /// N = A + L, A = 1000, A_T = 860, L = 60, L_T = 20, L_s = 10.
    @Test func eightFormsOfServiceLevel() {
        let day = SyntheticDay(
            classes: [ClassPlan(name: "all")], groups: [GroupPlan(name: "agents")], intervals: 1, thresholds: [20])
        var counts = Counts(layout: day.layout)
        counts[lengthOfRow: 0] = 3600
        func add(_ number: Int, wait: Double, abandons: Bool) {
            for _ in 0..<number { day.add(to: &counts, 0, 0, wait: wait, abandons: abandons) }
        }
        add(860, wait: 10, abandons: false)
        add(140, wait: 40, abandons: false)
        add(10, wait: 3, abandons: true)
        add(10, wait: 20, abandons: true)
        add(40, wait: 30, abandons: true)
        let results = day.tally([counts]).results()
        #expect(results.conservation.holds, "\(results.conservation.violations)")

        let expected: [String: Double] = [
            "service_level": 860.0 / 1060.0, "service_level_handled": 860.0 / 1060.0,
            "service_level_good": 880.0 / 1060.0,
            "service_level_answered": 860.0 / 1000.0, "service_level_neutral": 860.0 / 1040.0,
            "service_level_short": 870.0 / 1060.0, "service_level_excluding_short": 860.0 / 1050.0,
            "service_level_whole": 860.0 / 1060.0,
        ]
        for (name, value) in expected { #expect(results.value(name) == value, "\(name)") }
        // The same to the digits in which the field quotes them.
        let quoted = ["service_level": 81.13, "service_level_good": 83.02, "service_level_neutral": 82.69]
        for (name, percent) in quoted { #expect(abs(100 * (results.value(name) ?? 0) - percent) < 0.005, "\(name)") }

        #expect(results.value("asa") == 14200.0 / 1000)
        #expect(results.value("wait_mean") == 15630.0 / 1060)
        #expect(results.value("abandoned_wait_mean") == 1430.0 / 60)
        #expect(results.value("excess_wait_mean") == 3200.0 / 1060)
        #expect(results.value("abandonment") == 60.0 / 1060.0)
        #expect(results.value("delayed") == 1)
        #expect(results.value("queue_mean") == 15630.0 / 3600.0)
        #expect(results.value("wait_max") == 40)
    }

    @Test func offeredHoldsEveryEndButTheBlocked() {
        let day = SyntheticDay(
            classes: [ClassPlan(name: "all")], groups: [GroupPlan(name: "agents")], intervals: 1, thresholds: [20])
        var counts = Counts(layout: day.layout)
        counts[lengthOfRow: 0] = 1800
        let ends: [(ClassCount, Double)] = [
            (.blocked, 3), (.leftInMenu, 5), (.selfServed, 7), (.balked, 11), (.hungUpAtClose, 13), (.inSystem, 17),
            (.callbackAccepted, 19),
        ]
        for (end, number) in ends { counts[row: 0, customerClass: 0, end] = number }
        counts[row: 0, customerClass: 0, .arrivals] = 75
        let results = day.tally([counts]).results()
        #expect(results.value("offered") == 60)
        #expect(results.value("blocking") == 3.0 / 63)
        #expect(results.value("balked") == 11)
        #expect(results.value("hung_up_at_close") == 13)
        #expect(results.value("service_level") == 0)
        #expect(results.value("service_level_answered") == nil)
        #expect(results.value("asa") == nil)
        #expect(results.conservation.ends.map(\.count) == [3, 5, 7, 11, 0, 0, 19, 13, 17])
    }
}
