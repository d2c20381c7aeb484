export interface paths {
    "/api/loads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Loads, newest first */
        get: operations["ListLoads"];
        put?: never;
        /** Starts a load on one car or several: a closed loop or arrivals of their own, steady, as a ramp or as a sweep */
        post: operations["StartLoad"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A load with the results of its stages so far */
        get: operations["GetLoad"];
        put?: never;
        post?: never;
        /** Deletes a load that has ended, with everything it measured */
        delete: operations["DeleteLoad"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loads/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a load at once; what it measured stays */
        post: operations["CancelLoad"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loads/{id}/export.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every single request, as csv or json */
        get: operations["ExportLoad"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loads/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A load's events, from after_seq or Last-Event-ID on */
        get: operations["StreamLoad"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first, each with its first 1,000 items (items=none: without) and its first 50 cars */
        get: operations["ListRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its items, outputs, metrics, tool calls and judge results (items=none: without all that belongs to an item) */
        get: operations["GetRun"];
        put?: never;
        post?: never;
        /** Deletes a run and all that came of it; one that goes on ends */
        delete: operations["DeleteRun"];
        options?: never;
        head?: never;
        /** Names a run, or pins it as a baseline */
        patch: operations["LabelRun"];
        trace?: never;
    };
    "/api/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run at once; what is done stays */
        post: operations["CancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed against a baseline run: deltas, votes, and verdicts with intervals */
        get: operations["CompareRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** pass or fail against a baseline run, with reasons; without one, against the pinned baseline */
        get: operations["GateRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's items with their metrics, page by page (form=row: only what a row of a table shows of each) */
        get: operations["ListRunItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/items/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item: its test, output, metrics, tool calls, scores and the times of its events */
        get: operations["GetRunItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/judge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the answers of a finished run judged; goes on by itself, and tells its progress in the run's events */
        post: operations["JudgeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/judgings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The judgings of a run, newest first */
        get: operations["ListJudgings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/judgings/{judgingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a judging stands; of a pairwise one, what it says of each two cars */
        get: operations["ReadJudging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/judgings/{judgingId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a judging; the older scores stay */
        post: operations["CancelJudging"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts nothing new; what is in flight ends first */
        post: operations["PauseRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/report.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The run as md, csv, json, html or xml (JUnit); with baseline, also what changed */
        get: operations["ReportRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs the failed and cancelled items again in the same run, or everything in a new one */
        post: operations["RerunRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a paused run */
        post: operations["ResumeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/scorecard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each car of a run: counts, shares with intervals, times by percentile, tokens and cost */
        get: operations["ReadScorecard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's events, from after_seq or Last-Event-ID on */
        get: operations["StreamRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cars of a run against each other, paired by case: which of them no other one beats */
        get: operations["ReadRunVerdict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/leaderboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All finished runs together, per suite version unless pooled */
        get: operations["ReadRaceLeaderboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a run of a suite with cars */
        post: operations["StartRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All suites, newest first, with their tests; without them by tests=none */
        get: operations["ListSuites"];
        put?: never;
        /** Creates a suite of tests */
        post: operations["CreateSuite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A suite in its current version, or in the one asked for */
        get: operations["GetSuite"];
        /** Changes what is sent; other tests make the next version */
        put: operations["UpdateSuite"];
        post?: never;
        /** Hides a suite; its runs stay */
        delete: operations["DeleteSuite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copies a suite under another name, to be changed freely */
        post: operations["DuplicateSuite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A suite as a file that imports to the same suite */
        get: operations["ExportSuite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes a deletion */
        post: operations["RestoreSuite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version a suite has had */
        get: operations["ListSuiteVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a test's checks on a pasted answer */
        post: operations["TryChecks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suites/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports a suite's JSON, a promptfoo config (YAML or JSON), JSONL or CSV, and reports what did not fit */
        post: operations["ImportSuite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CarPair: {
            /** Format: int64 */
            first_car_id: number;
            first_car_name: string;
            metrics: components["schemas"]["MetricVerdict"][];
            /** Format: int64 */
            second_car_id: number;
            second_car_name: string;
        };
        Comparison: {
            /** Format: int64 */
            baseline_run_id: number;
            comparable: boolean;
            reasons: string[];
            rows: components["schemas"]["ComparisonRow"][];
            /** Format: int64 */
            run_id: number;
        };
        ComparisonRow: {
            /** Format: double */
            assertion_pass_rate_delta: null | number;
            car_changed: boolean;
            /** Format: int64 */
            car_id: number;
            car_name: string;
            /** Format: double */
            error_rate_delta: null | number;
            /** Format: double */
            judge_overall_delta: null | number;
            /** Format: double */
            latency_delta_ms: null | number;
            metrics: components["schemas"]["MetricVerdict"][];
            summary: string;
            /** Format: double */
            tokens_per_sec_delta: null | number;
            /** Format: int32 */
            votes: null | number;
        };
        DeletedLoad: {
            status: string;
        };
        DeletedRun: {
            status: string;
        };
        DeletedSuite: {
            status: string;
        };
        Distribution: {
            histogram: number[];
            /** Format: double */
            max: number;
            /** Format: double */
            mean: number;
            /** Format: double */
            min: number;
            /** Format: int32 */
            n: number;
            /** Format: double */
            p50: number;
            /** Format: double */
            p90: number;
            /** Format: double */
            p95: number;
            /** Format: double */
            p99: null | number;
            /** Format: double */
            sd: null | number;
        };
        ErrorCount: {
            code: string;
            /** Format: int32 */
            count: number;
            example: null | string;
            outcome: string;
        };
        Gate: {
            /** Format: int64 */
            baseline_run_id: number;
            comparison: components["schemas"]["Comparison"];
            metrics: string[];
            reasons: components["schemas"]["GateReason"][];
            result: string;
            /** Format: int64 */
            run_id: number;
        };
        GateReason: {
            /** Format: int64 */
            car_id: null | number;
            car_name: null | string;
            code: string;
            message: string;
            metric: null | string;
        };
        ImportAnswer: {
            format: string;
            /** Format: int32 */
            skipped: number;
            suite: null | components["schemas"]["SuiteDocument"];
            /** Format: int32 */
            tests_total: number;
            warnings: components["schemas"]["ImportNote"][];
        };
        ImportNote: {
            message: string;
            /** Format: int32 */
            times: number;
            where: string;
        };
        JsonElement: unknown;
        JudgeRequest: {
            /** @description Ask again about answers that this judge has scored already, and not only about those where it failed */
            all?: null | boolean;
            /**
             * Format: int64
             * @description Which car judges; the one chosen when the run was started, if left out
             */
            judge_car_id?: null | number;
            /** @description score (each answer from 0 to 10) or pairwise (each two cars, twice, in both orders) */
            mode?: null | string;
            /**
             * Format: int32
             * @description How long to wait for the end before answering, 0 to 60
             */
            wait_seconds?: null | number;
        };
        JudgingList: {
            items: components["schemas"]["JudgingView"][];
        };
        JudgingView: {
            /** Format: int32 */
            call_failures: number;
            /** Format: int32 */
            car_aggregates: number;
            cost_pico_usd: null | string;
            /** Format: double */
            cost_usd: null | number;
            /** Format: date-time */
            created_at: string;
            error: null | string;
            /** Format: date-time */
            finished_at: null | string;
            /** Format: int32 */
            item_scores: number;
            /** Format: int64 */
            judge_car_id: number;
            judge_car_name: string;
            /** Format: int64 */
            judging_id: number;
            mode: string;
            pairs: null | components["schemas"]["PairTable"][];
            /** Format: int32 */
            parse_failures: number;
            /** Format: int64 */
            run_id: number;
            /** Format: double */
            run_overall: null | number;
            /** Format: int32 */
            scored_items: number;
            /** Format: int32 */
            self_judged: number;
            /** Format: int32 */
            skipped_items: number;
            state: string;
            /** Format: int32 */
            total_items: number;
            warnings: null | string[];
        };
        Leader: {
            advantages: string[];
            /** Format: int64 */
            car_id: number;
            car_name: string;
        };
        LeaderboardRow: {
            /** Format: double */
            assertion_pass_rate: null | number;
            /** Format: double */
            avg_judge_overall: null | number;
            /** Format: double */
            avg_latency_ms: null | number;
            /** Format: double */
            avg_tokens_per_sec: null | number;
            /** Format: double */
            avg_ttft_ms: null | number;
            /** Format: int64 */
            car_id: number;
            car_name: string;
            connection_name: string;
            /** Format: int64 */
            cost_items: number;
            cost_pico_usd: null | string;
            /** Format: double */
            cost_usd: null | number;
            /** Format: double */
            error_rate: number;
            /** Format: int64 */
            items_completed: number;
            /** Format: int64 */
            items_failed: number;
            /** Format: int64 */
            items_partial: number;
            /** Format: int64 */
            items_total: number;
            /** Format: int64 */
            last_run_id: number;
            model_name: string;
            pass: null | components["schemas"]["Rate"];
            /** Format: int32 */
            runs: number;
            /** Format: int64 */
            suite_id: null | number;
            suite_name: null | string;
            /** Format: int32 */
            suite_version: null | number;
        };
        LoadCarDocument: {
            /** Format: int64 */
            connection_id: number;
            connection_name: string;
            demo: boolean;
            /** Format: int64 */
            id: number;
            /** Format: int32 */
            max_in_flight: number;
            model: string;
            name: string;
        };
        LoadDetail: {
            first_prompt: string;
            load: components["schemas"]["LoadDocument"];
            /** Format: int32 */
            prompts: number;
            stages: components["schemas"]["StageResult"][];
            warmups: components["schemas"]["WarmUpDocument"][];
        };
        LoadDocument: {
            cars: components["schemas"]["LoadCarDocument"][];
            /** Format: date-time */
            created_at: string;
            demo: boolean;
            ended_because: null | string;
            /** Format: date-time */
            finished_at: null | string;
            /** Format: int64 */
            id: number;
            name: null | string;
            owner_id: string;
            owner_name: string;
            plan: components["schemas"]["PlanDocument"];
            /** Format: int32 */
            requests_done: number;
            requests_kept: boolean;
            /** Format: date-time */
            started_at: null | string;
            status: string;
        };
        LoadList: {
            items: components["schemas"]["LoadDocument"][];
            /** Format: int64 */
            next_cursor: null | number;
        };
        MetricVerdict: {
            /** Format: double */
            baseline: null | number;
            /** Format: double */
            current: null | number;
            /** Format: double */
            difference: null | number;
            /** Format: int32 */
            gained: null | number;
            /** Format: double */
            high: null | number;
            higher_is_better: boolean;
            /** Format: int32 */
            lost: null | number;
            /** Format: double */
            low: null | number;
            metric: string;
            /** Format: int32 */
            n: number;
            /** Format: double */
            needed_for: null | number;
            /** Format: int32 */
            needed_n: null | number;
            /** Format: double */
            p_adjusted: null | number;
            /** Format: double */
            p_value: null | number;
            reason: null | string;
            relative: boolean;
            test: null | string;
            verdict: string;
        };
        PairTable: {
            /** Format: double */
            consistency: null | number;
            /** Format: double */
            difference: null | number;
            /** Format: int32 */
            failed: number;
            /** Format: int64 */
            first_car_id: number;
            /** Format: double */
            high: null | number;
            /** Format: int32 */
            losses: number;
            /** Format: double */
            low: null | number;
            /** Format: int32 */
            n: number;
            /** Format: int32 */
            needed_n: null | number;
            /** Format: double */
            p_adjusted: null | number;
            /** Format: double */
            p_value: null | number;
            reason: null | string;
            /** Format: int64 */
            second_car_id: number;
            /** Format: int32 */
            ties: number;
            verdict: string;
            /** Format: double */
            win_rate: null | number;
            /** Format: int32 */
            wins: number;
        };
        PlanDocument: {
            arrivals: string;
            /** Format: double */
            burstiness: number;
            /** Format: double */
            grace_seconds: number;
            growth: string;
            levels: number[];
            lift_limit: boolean;
            /** Format: double */
            max_cost_usd: null | number;
            /** Format: int32 */
            max_errors: null | number;
            /** Format: int32 */
            max_output_tokens: null | number;
            /** Format: int32 */
            max_requests: null | number;
            order: string;
            /** Format: double */
            saturation_ttft_ms: number;
            /** Format: double */
            seconds: number;
            /** Format: int32 */
            seed: number;
            shape: string;
            slos: components["schemas"]["SlosDocument"];
            stop_at_saturation: boolean;
            /** Format: int64 */
            suite_id: null | number;
            unique_prompts: boolean;
            /** Format: int32 */
            warmups: number;
        };
        ProblemDetails: {
            detail?: null | string;
            instance?: null | string;
            /** Format: int32 */
            status?: null | number;
            title?: null | string;
            type?: null | string;
        };
        RaceLeaderboard: {
            rows: components["schemas"]["LeaderboardRow"][];
        };
        Rate: {
            /** Format: int32 */
            count: number;
            /** Format: double */
            high: number;
            /** Format: int32 */
            items: number;
            /** Format: double */
            low: number;
            /** Format: int32 */
            n: number;
            /** Format: double */
            standard_error: null | number;
            /** Format: double */
            value: number;
        };
        RunDetailDocument: {
            items: unknown[];
            judge_results: unknown[];
            metrics: unknown[];
            outputs: unknown[];
            run: components["schemas"]["RunDocument"];
            tool_calls: unknown[];
        };
        RunDocument: {
            cars: unknown[];
            /** Format: int32 */
            cars_total: number;
            demo: boolean;
            error: null | string;
            finished_at: null | string;
            /** Format: int64 */
            id: number;
            is_baseline: boolean;
            items: unknown[];
            /** Format: int32 */
            items_done: number;
            /** Format: int32 */
            items_total: number;
            /** Format: int64 */
            judge_car_id_nullable: null | number;
            label: null | string;
            mode: string;
            /** Format: int32 */
            repetitions: number;
            selected_car_ids_json: number[];
            started_at: null | string;
            status: string;
            /** Format: int64 */
            suite_id: null | number;
            suite_name: string;
            /** Format: int32 */
            suite_version: number;
            /** Format: int32 */
            warmups: number;
        };
        RunVerdict: {
            /** Format: int32 */
            cars_left_out: number;
            decided_by: null | string;
            leaders: components["schemas"]["Leader"][];
            /** Format: double */
            needed_for: null | number;
            /** Format: int32 */
            needed_n: null | number;
            pairs: components["schemas"]["CarPair"][];
            reasons: string[];
            /** Format: int64 */
            run_id: number;
            summary: string;
        };
        Scorecard: {
            rows: components["schemas"]["ScorecardRow"][];
            /** Format: int64 */
            run_id: number;
        };
        ScorecardRow: {
            /** Format: double */
            assertion_pass_rate: null | number;
            /** Format: double */
            avg_judge_overall: null | number;
            /** Format: double */
            avg_latency_ms: null | number;
            /** Format: double */
            avg_tokens_per_sec: null | number;
            /** Format: double */
            avg_ttft_ms: null | number;
            /** Format: int64 */
            car_id: number;
            car_name: string;
            /** Format: double */
            check_cost_usd: null | number;
            connection_name: string;
            /** Format: int32 */
            cost_items: number;
            cost_pico_usd: null | string;
            /** Format: double */
            cost_usd: null | number;
            distributions: {
                [key: string]: components["schemas"]["Distribution"];
            };
            error: null | components["schemas"]["Rate"];
            /** Format: double */
            error_rate: number;
            /** Format: int32 */
            items_completed: number;
            /** Format: int32 */
            items_failed: number;
            /** Format: int32 */
            items_not_passed: number;
            /** Format: int32 */
            items_partial: number;
            /** Format: int32 */
            items_total: number;
            model_name: string;
            pass: null | components["schemas"]["Rate"];
            /** Format: int32 */
            self_judged: number;
            throughput: null | components["schemas"]["Throughput"];
            tokens: components["schemas"]["TokenTotals"];
        };
        SlosDocument: {
            /** Format: double */
            e2e_ms: null | number;
            /** Format: double */
            itl_ms: null | number;
            /** Format: double */
            response_ms: null | number;
            /** Format: double */
            ttft_ms: null | number;
        };
        StageResult: {
            /** Format: int64 */
            car_id: number;
            /** Format: int32 */
            completed: number;
            /** Format: double */
            concurrency_mean: number;
            /** Format: int32 */
            concurrency_peak: number;
            cost_pico_usd: null | string;
            /** Format: double */
            cost_usd: null | number;
            /** Format: int32 */
            due: number;
            /** Format: double */
            duration_s: number;
            e2e_ms: null | components["schemas"]["Distribution"];
            /** Format: double */
            error_rate: null | number;
            errors: components["schemas"]["ErrorCount"][];
            /** Format: int32 */
            failed: number;
            first_answer_ms: null | components["schemas"]["Distribution"];
            gate_ms: null | components["schemas"]["Distribution"];
            /** Format: int32 */
            good: null | number;
            /** Format: double */
            good_per_s: null | number;
            /** Format: double */
            good_share: null | number;
            /** Format: double */
            held_share: null | number;
            /** Format: int64 */
            input_tokens: null | number;
            itl_ms: null | components["schemas"]["Distribution"];
            lag_ms: null | components["schemas"]["Distribution"];
            /** Format: double */
            level_from: number;
            /** Format: double */
            level_to: number;
            /** Format: double */
            offered_per_s: null | number;
            /** Format: int32 */
            ordinal: number;
            /** Format: int64 */
            output_tokens: null | number;
            /** Format: double */
            output_tokens_per_s: null | number;
            /** Format: int32 */
            peak_pieces_per_s: null | number;
            /** Format: int32 */
            rejected: number;
            /** Format: double */
            requests_per_s: null | number;
            response_ms: null | components["schemas"]["Distribution"];
            saturation: null | string;
            /** Format: int32 */
            stage: number;
            /** Format: double */
            started_s: number;
            ttft_ms: null | components["schemas"]["Distribution"];
            /** Format: int32 */
            unfinished: number;
            /** Format: int32 */
            unsent: number;
            wait_ms: null | components["schemas"]["Distribution"];
        };
        StartedLoad: {
            /** Format: int64 */
            load_id: number;
        };
        StartedRun: {
            /** Format: int64 */
            run_id: number;
        };
        SuiteDocument: {
            category: string;
            created_at: string;
            /** Format: int32 */
            current_version: number;
            description: null | string;
            /** Format: int64 */
            id: number;
            import_report: null | components["schemas"]["JsonElement"];
            is_demo: boolean;
            name: string;
            rubric: null | string;
            sha256: string;
            tests: components["schemas"]["SuiteTestDocument"][];
            /** Format: int64 */
            tests_total: number;
            updated_at: string;
            /** Format: int32 */
            version: number;
            /** Format: int64 */
            version_id: number;
        };
        SuiteTestDocument: {
            checks: null | components["schemas"]["JsonElement"];
            expected_constraints: null | string;
            family: null | string;
            /** Format: int64 */
            id: number;
            metadata: null | components["schemas"]["JsonElement"];
            name: string;
            /** Format: int32 */
            order_index: number;
            reference: null | string;
            /** Format: int64 */
            suite_id: number;
            system_prompt: null | string;
            tools_schema_json: null | components["schemas"]["JsonElement"];
            user_prompt: string;
        };
        SuiteVersionDocument: {
            created_at: string;
            created_by: string;
            /** Format: int64 */
            id: number;
            is_current: boolean;
            sha256: string;
            /** Format: int64 */
            tests_total: number;
            /** Format: int32 */
            version: number;
        };
        Throughput: {
            /** Format: double */
            busy_seconds: number;
            /** Format: int32 */
            n: number;
            /** Format: double */
            output_tokens_per_sec: null | number;
            /** Format: double */
            requests_per_sec: number;
            /** Format: double */
            window_seconds: number;
        };
        TokenTotals: {
            /** Format: int64 */
            cache_read: null | number;
            /** Format: int64 */
            cache_write: null | number;
            /** Format: int64 */
            input: null | number;
            /** Format: int64 */
            output: null | number;
            /** Format: int64 */
            reasoning: null | number;
        };
        Trial: {
            pass: null | boolean;
            /** Format: int32 */
            passed: number;
            results: components["schemas"]["TrialResult"][];
            /** Format: double */
            score: null | number;
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            undecided: number;
        };
        TrialResult: {
            detail: string;
            expected: string;
            metric: null | string;
            passed: null | boolean;
            /** Format: double */
            score: null | number;
            type: string;
            /** Format: double */
            weight: number;
        };
        WarmUpDocument: {
            /** Format: int64 */
            car_id: number;
            /** Format: double */
            cold_e2e_ms: null | number;
            /** Format: double */
            cold_ttft_ms: null | number;
            /** Format: int32 */
            count: number;
            /** Format: int32 */
            failed: number;
            /** Format: double */
            server_load_ms: null | number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListLoads: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: string;
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadList"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    StartLoad: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedLoad"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetLoad: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadDetail"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DeleteLoad: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedLoad"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CancelLoad: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ExportLoad: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                format: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    StreamLoad: {
        parameters: {
            query?: {
                after_seq?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListRuns: {
        parameters: {
            query?: {
                before?: string;
                car_id?: string;
                items?: string;
                limit?: string;
                status?: string;
                suite_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"][];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetRun: {
        parameters: {
            query?: {
                cursor?: string;
                items?: string;
                limit?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetailDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DeleteRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedRun"];
                };
            };
        };
    };
    LabelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CompareRuns: {
        parameters: {
            query?: {
                baseline_run_id?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GateRun: {
        parameters: {
            query?: {
                baseline?: string;
                metrics?: string;
                tolerance?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gate"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListRunItems: {
        parameters: {
            query?: {
                car_id?: string;
                cursor?: string;
                form?: string;
                limit?: string;
                status?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetRunItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                itemId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    JudgeRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["JudgeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgingView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListJudgings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgingList"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ReadJudging: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                judgingId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgingView"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CancelJudging: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                judgingId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgingView"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    PauseRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ReportRun: {
        parameters: {
            query?: {
                baseline?: string;
            };
            header?: never;
            path: {
                format: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    RerunRun: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": null | components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRun"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ResumeRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ReadScorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scorecard"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    StreamRun: {
        parameters: {
            query?: {
                after_seq?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ReadRunVerdict: {
        parameters: {
            query?: {
                by?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunVerdict"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ReadRaceLeaderboard: {
        parameters: {
            query?: {
                pooled?: string;
                suite_id?: string;
                suite_version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RaceLeaderboard"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    StartRun: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRun"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListSuites: {
        parameters: {
            query?: {
                tests?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteDocument"][];
                };
            };
        };
    };
    CreateSuite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteDocument"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetSuite: {
        parameters: {
            query?: {
                tests?: string;
                version?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    UpdateSuite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DeleteSuite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedSuite"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DuplicateSuite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ExportSuite: {
        parameters: {
            query?: {
                version?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    RestoreSuite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteDocument"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListSuiteVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuiteVersionDocument"][];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    TryChecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonElement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ImportSuite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
}
