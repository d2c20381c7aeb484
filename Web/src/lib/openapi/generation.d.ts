export interface paths {
    "/api/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest artifact of each model; with modelId, that one and its page */
        get: operations["ListArtifacts"];
        put?: never;
        /** Keep a page made elsewhere */
        post: operations["IngestArtifact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that is known of one artifact, without its page */
        get: operations["ReadArtifact"];
        put?: never;
        post?: never;
        /** Hide an artifact; its author or an admin may, and may undo it */
        delete: operations["DeleteArtifact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page as text that no browser runs; with download=1 as a file */
        get: operations["ReadArtifactHtml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the model sent, before the page was taken out of it */
        get: operations["ReadArtifactRaw"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a deletion */
        post: operations["RestoreArtifact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of the page; 404 with Retry-After while one is being made */
        get: operations["ReadArtifactThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Up to 50 artifacts as a zip: ids, separated by commas */
        get: operations["ExportArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many artifacts each vendor, model, provider and task has */
        get: operations["ReadArtifactFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the gallery: filtered, ordered, by cursor */
        get: operations["SearchArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cars, newest first */
        get: operations["ListCars"];
        put?: never;
        /** Adds a car; temperature is 0.7 and top_p 1.0 where the body says nothing of them */
        post: operations["CreateCar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One car */
        get: operations["GetCar"];
        /** Changes what is in the body; a null parameter is not sent any more */
        put: operations["UpdateCar"];
        post?: never;
        /** Deletes a car; runs keep what they knew of it */
        delete: operations["DeleteCar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connections, newest first */
        get: operations["ListConnections"];
        put?: never;
        /** Adds a connection; its key is stored encrypted */
        post: operations["CreateConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One connection */
        get: operations["GetConnection"];
        /** Changes what is in the body; an empty api_key removes the stored one */
        put: operations["UpdateConnection"];
        post?: never;
        /** Deletes a connection and its cars */
        delete: operations["DeleteConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ids of the models that the connection offers */
        get: operations["ListConnectionModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether it answers, how fast, and with which models */
        post: operations["TestConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/verify-runtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As the test, and where the key comes from and what to do about what went wrong */
        post: operations["VerifyConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of connection, and where such servers are usually found */
        get: operations["ListConnectionPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own generations, newest first */
        get: operations["ListGenerations"];
        put?: never;
        /** Builds a page and answers when it is done */
        post: operations["Generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One generation, with its attempts and its clock */
        get: operations["GetGeneration"];
        put?: never;
        post?: never;
        /** Ends it at once; what arrived is kept and priced */
        delete: operations["CancelGeneration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its events, from Last-Event-ID on */
        get: operations["StreamGeneration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/hf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As Generate, always by Hugging Face */
        post: operations["GenerateHuggingFace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/hf/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As GenerateStream, always by Hugging Face */
        post: operations["GenerateHuggingFaceStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Providers, tasks and limits */
        get: operations["GetGenerationOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Builds a page and streams it as it is written */
        post: operations["GenerateStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/tasks/{taskId}/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A drawing that belongs to the mock-up */
        get: operations["GetTaskAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/tasks/{taskId}/baseline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page a redesign starts from, as text */
        get: operations["GetTaskBaseline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/tasks/{taskId}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mock-up of the picture task */
        get: operations["GetTaskImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hf/models/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models of the Hugging Face Hub that an inference provider serves, by downloads */
        get: operations["SearchHubModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prices in force, with the date and source of each */
        get: operations["GetPricing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In flight, time and retries by type of connection */
        get: operations["ListProviderSettings"];
        /** Changes what is in the body, at once, and answers all of them */
        put: operations["ChangeProviderSettings"];
        post?: never;
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
        Artifact: {
            author: components["schemas"]["ArtifactAuthor"];
            /** Format: int32 */
            bytes: number;
            checks: null | components["schemas"]["PageFacts"];
            cost: null | components["schemas"]["CompletionCostResponse"];
            /** Format: date-time */
            createdAt: string;
            demo: boolean;
            /** Format: uuid */
            generationId: null | string;
            hasRaw: boolean;
            /** Format: uuid */
            id: string;
            label: string;
            modelId: string;
            /** Format: uuid */
            parentId: null | string;
            permalink: null | string;
            previewUrl: null | string;
            promptVersion: string;
            provider: string;
            /** Format: uuid */
            sessionId: null | string;
            sha256: string;
            sourceRef: null | string;
            sourceType: string;
            superseded: boolean;
            taskId: null | string;
            thumbnailUrl: null | string;
            timings: null | components["schemas"]["TimingsView"];
            truncated: boolean;
            usage: null | components["schemas"]["ArtifactUsage"];
            usedProvider: null | string;
            vendor: string;
        };
        ArtifactAuthor: {
            id: string;
            name: string;
        };
        ArtifactFacets: {
            models: components["schemas"]["FacetValue"][];
            providers: components["schemas"]["FacetValue"][];
            tasks: components["schemas"]["FacetValue"][];
            vendors: components["schemas"]["FacetValue"][];
        };
        ArtifactHead: {
            artifactPath: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            label: string;
            modelId: string;
            promptVersion: string;
            provider: string;
            sourceRef?: null | string;
            sourceType: string;
            vendor: string;
        };
        ArtifactList: {
            entries: components["schemas"]["ArtifactHead"][];
            nextCursor?: null | string;
        };
        ArtifactPage: {
            items: components["schemas"]["Artifact"][];
            nextCursor: null | string;
        };
        ArtifactUsage: {
            /** Format: int64 */
            cachedInputTokens: null | number;
            /** Format: int64 */
            cacheWriteTokens: null | number;
            /** Format: int64 */
            inputTokens: null | number;
            /** Format: int64 */
            outputTokens: null | number;
            /** Format: int64 */
            reasoningTokens: null | number;
            /** Format: int64 */
            totalTokens: null | number;
        };
        AttemptEvent: {
            /** Format: int32 */
            attemptNumber: number;
            model: string;
            provider: string;
            resetCode: boolean;
            /** Format: int32 */
            totalAttempts: number;
        };
        AttemptRecord: {
            code?: null | string;
            cost: null | components["schemas"]["CompletionCostResponse"];
            detail?: null | string;
            /** Format: double */
            durationMs: null | number;
            finishReason: string;
            model: string;
            provider: string;
            retryable: boolean;
            servedBy?: null | string;
            status: string;
            /** Format: int32 */
            statusCode?: null | number;
            timings: components["schemas"]["TimingsView"];
            usage: null | components["schemas"]["UsageView"];
        };
        CarResponse: {
            /** Format: int64 */
            connection_id: number;
            created_at: string;
            /** Format: double */
            frequency_penalty: null | number;
            /** Format: int64 */
            id: number;
            /** Format: int32 */
            max_tokens: null | number;
            /** Format: double */
            min_p: null | number;
            model_name: string;
            name: string;
            /** Format: int32 */
            num_ctx: null | number;
            /** Format: double */
            presence_penalty: null | number;
            reasoning_effort: null | string;
            /** Format: double */
            repeat_penalty: null | number;
            /** Format: int64 */
            seed: null | number;
            stop_json: null | string[];
            /** Format: double */
            temperature: null | number;
            /** Format: int32 */
            top_k: null | number;
            /** Format: double */
            top_p: null | number;
        };
        CompleteEvent: {
            /** Format: uuid */
            artifactId: null | string;
            generation: components["schemas"]["GenerationSummary"];
            /** Format: uuid */
            generationId: string;
            result: components["schemas"]["GenerationResult"];
        };
        CompletionCostResponse: {
            /** Format: double */
            cachedInputUsd: number;
            currency: string;
            estimated: boolean;
            /** Format: double */
            inputUsd: number;
            /** Format: double */
            outputUsd: number;
            /** Format: date */
            priceDate: null | string;
            priceSource: string;
            pricingMatchedModel: string;
            pricingVersion: string;
            /** Format: double */
            reportedUsd: null | number;
            totalPicoUsd: string;
            /** Format: double */
            totalUsd: number;
        };
        ConnectionResponse: {
            api_key_env_var: null | string;
            base_url: string;
            created_at: string;
            has_stored_api_key: boolean;
            /** Format: int64 */
            id: number;
            is_demo: boolean;
            name: string;
            type: string;
            updated_at: string;
        };
        ContentKept: {
            /** Format: int32 */
            claims: number;
            /** Format: int32 */
            claimsKept: number;
            missing: string[];
            /** Format: int32 */
            sections: number;
            /** Format: int32 */
            sectionsKept: number;
            /** Format: double */
            share: number;
        };
        DeletedResponse: {
            status: string;
        };
        DeltaEvent: {
            /** Format: double */
            t: number;
            text: string;
        };
        DoneEvent: Record<string, never>;
        ErrorEvent: {
            /** Format: uuid */
            artifactId: null | string;
            attempts: components["schemas"]["AttemptRecord"][];
            code: string;
            /** Format: uuid */
            generationId: string;
            hint: null | string;
            message: string;
            /** Format: int32 */
            status: number;
        };
        FacetValue: {
            /** Format: int64 */
            count: number;
            value: string;
        };
        GenerateBody: {
            anthropicApiKey?: null | string;
            apiKey?: null | string;
            baseUrl?: null | string;
            billTo?: null | string;
            googleApiKey?: null | string;
            hfApiKey?: null | string;
            /** Format: int32 */
            maxTokens?: null | number;
            modelId?: null | string;
            openaiApiKey?: null | string;
            /** Format: uuid */
            parentArtifactId?: null | string;
            prompt?: null | string;
            provider?: null | string;
            providerCandidates?: null | string[];
            providerHint?: null | string;
            reasoningEffort?: null | string;
            /** Format: int64 */
            seed?: null | number;
            /** Format: uuid */
            sessionId?: null | string;
            skillContent?: null | string;
            taskContext?: null | components["schemas"]["JsonElement"];
            taskId?: null | string;
            /** Format: double */
            temperature?: null | number;
            /** Format: double */
            topP?: null | number;
        };
        GenerateHuggingFaceBody: {
            billTo?: null | string;
            hfApiKey?: null | string;
            modelId?: null | string;
            provider?: null | string;
            providers?: null | string[];
            /** Format: uuid */
            sessionId?: null | string;
            skillContent?: null | string;
            taskContext?: null | components["schemas"]["JsonElement"];
            taskId?: null | string;
        };
        GenerateResponse: {
            /** Format: uuid */
            artifactId: null | string;
            generation: components["schemas"]["GenerationSummary"];
            /** Format: uuid */
            generationId: string;
            ok: boolean;
            result: components["schemas"]["GenerationResult"];
        };
        Generation: {
            /** Format: uuid */
            artifactId: null | string;
            attempts: components["schemas"]["AttemptRecord"][];
            cost: null | components["schemas"]["CompletionCostResponse"];
            /** Format: date-time */
            createdAt: string;
            demo: boolean;
            error: null | components["schemas"]["GenerationError"];
            /** Format: date-time */
            finishedAt: null | string;
            finishReason: null | string;
            /** Format: uuid */
            id: string;
            label: string;
            modelId: string;
            promptVersion: string;
            provider: string;
            /** Format: uuid */
            sessionId: null | string;
            /** Format: date-time */
            startedAt: null | string;
            state: components["schemas"]["GenerationState"];
            taskId: string;
            timings: null | components["schemas"]["TimingsView"];
            truncated: boolean;
            usage: null | components["schemas"]["UsageView"];
            usedModel: null | string;
            usedProvider: null | string;
            vendor: string;
        };
        GenerationError: {
            code: string;
            hint: null | string;
            message: string;
            /** Format: int32 */
            status: number;
        };
        GenerationEvents: {
            attempt: components["schemas"]["AttemptEvent"];
            complete: components["schemas"]["CompleteEvent"];
            done: components["schemas"]["DoneEvent"];
            error: components["schemas"]["ErrorEvent"];
            log: components["schemas"]["LogEvent"];
            meta: components["schemas"]["MetaEvent"];
            reasoning: components["schemas"]["DeltaEvent"];
            token: components["schemas"]["DeltaEvent"];
        };
        GenerationOptionsResponse: {
            limits: components["schemas"]["LimitsResponse"];
            priceVersion: string;
            providers: components["schemas"]["ProviderResponse"][];
            tasks: components["schemas"]["TaskResponse"][];
        };
        GenerationPageResponse: {
            items: components["schemas"]["Generation"][];
            /** Format: uuid */
            nextCursor: null | string;
        };
        GenerationResult: {
            html: null | string;
            label: string;
            modelId: string;
            provider: string;
            vendor: string;
        };
        /** @enum {unknown} */
        GenerationState: "queued" | "running" | "complete" | "failed" | "cancelled" | "interrupted";
        GenerationSummary: {
            attempts: components["schemas"]["AttemptRecord"][];
            cost: null | components["schemas"]["CompletionCostResponse"];
            finishReason: null | string;
            timings: null | components["schemas"]["TimingsView"];
            truncated: boolean;
            usage: null | components["schemas"]["UsageView"];
            usedModel: null | string;
            usedProvider: null | string;
        };
        HubModel: {
            label: string;
            modelId: string;
            providers: string[];
            vendor: string;
        };
        HubSearchResponse: {
            models: components["schemas"]["HubModel"][];
        };
        IngestRequest: {
            /** @description A whole page, at most 512,000 bytes of UTF-8 */
            html?: null | string;
            label?: null | string;
            /** @description Letters, digits and . _ / -, at most 128; one entry per model id is listed, older ones stay as revisions */
            modelId?: null | string;
            /**
             * Format: uuid
             * @description The artifact this one is a revision of
             */
            parentId?: null | string;
            promptVersion?: null | string;
            provider?: null | string;
            sourceRef?: null | string;
            /** @description model, agent or baseline */
            sourceType?: null | string;
            taskId?: null | string;
            vendor?: null | string;
        };
        IngestResponse: {
            artifactPath: string;
            /** Format: uuid */
            id: string;
            modelId: string;
            ok: boolean;
        };
        JsonElement: unknown;
        LimitsResponse: {
            /** Format: int32 */
            htmlBytes: number;
            /** Format: int32 */
            maxModels: number;
            /** Format: int32 */
            promptChars: number;
            /** Format: int32 */
            skillChars: number;
        };
        LogEvent: {
            attempt?: null | components["schemas"]["AttemptRecord"];
            message: string;
        };
        LongPromptResponse: {
            /** Format: int64 */
            aboveTokens: number;
            inclusive: boolean;
            rates: components["schemas"]["RatesResponse"];
        };
        MetaEvent: {
            demo: boolean;
            /** Format: uuid */
            generationId: string;
            label: string;
            modelId: string;
            /** Format: int32 */
            plannedAttempts: number;
            promptVersion: string;
            provider: string;
            /** Format: uuid */
            sessionId: null | string;
            taskId: string;
            vendor: string;
        };
        PageFacts: {
            /** Format: int32 */
            bytes: number;
            content: null | components["schemas"]["ContentKept"];
            externalHosts: string[];
            /** Format: int32 */
            externalRequests: number;
            hasDoctype: boolean;
            hasLang: boolean;
            hasViewport: boolean;
            /** Format: int32 */
            headings: number;
            /** Format: int32 */
            images: number;
            /** Format: int32 */
            imagesWithoutAlt: number;
            /** Format: int32 */
            inputs: number;
            /** Format: int32 */
            inputsWithoutLabel: number;
            landmarks: string[];
            /** Format: int32 */
            mainHeadings: number;
            /** Format: int32 */
            missingFiles: number;
            /** Format: int32 */
            scriptBytes: number;
            skipsHeadingLevel: boolean;
            /** Format: int32 */
            styleBytes: number;
            title: null | string;
            /** Format: int32 */
            words: number;
        };
        PeakResponse: {
            days: string[];
            hoursUtc: string[];
            rates: components["schemas"]["RatesResponse"];
        };
        PresetResponse: {
            demo: boolean;
            label: string;
            modelId: string;
        };
        PricingResponse: {
            currency: string;
            router: null | components["schemas"]["RouterResponse"];
            rows: components["schemas"]["RowResponse"][];
            unit: string;
            version: string;
        };
        ProblemDetails: {
            detail?: null | string;
            instance?: null | string;
            /** Format: int32 */
            status?: null | number;
            title?: null | string;
            type?: null | string;
        };
        ProviderResponse: {
            acceptsBaseUrl: boolean;
            defaultBaseUrl: null | string;
            demo: boolean;
            hasServerKey: boolean;
            id: string;
            keyField: string;
            label: string;
            presets: components["schemas"]["PresetResponse"][];
            requiresKey: boolean;
            wire: string;
        };
        ProviderSetting: {
            /** Format: int32 */
            max_in_flight: number;
            provider_type: string;
            /** Format: int32 */
            retry_backoff_ms: number;
            /** Format: int32 */
            retry_count: number;
            /** Format: int32 */
            timeout_ms: number;
        };
        RatesResponse: {
            /** Format: double */
            cachedInput: null | number;
            /** Format: double */
            cacheWrite1h: null | number;
            /** Format: double */
            cacheWrite5m: null | number;
            /** Format: double */
            input: number;
            /** Format: double */
            output: number;
            /** Format: double */
            reasoning: null | number;
        };
        RouterResponse: {
            /** Format: int32 */
            prices: number;
            /** Format: date-time */
            takenAt: string;
            /** Format: uri */
            url: string;
        };
        RowResponse: {
            /** Format: double */
            blendedUsd: number;
            /** Format: date-time */
            from: null | string;
            longPrompt: null | components["schemas"]["LongPromptResponse"];
            match: string;
            model: string;
            note: null | string;
            origin: string;
            peak: null | components["schemas"]["PeakResponse"];
            provider: string;
            rates: components["schemas"]["RatesResponse"];
            servedBy: null | string;
            /** Format: date */
            sourceDate: string;
            sourceName: string;
            /** Format: uri */
            sourceUrl: null | string;
            /** Format: date-time */
            until: null | string;
        };
        TaskResponse: {
            baselineUrl: null | string;
            id: string;
            imageUrl: null | string;
            prompt: string;
            promptVersion: string;
            summary: string;
            title: string;
            usesBaseline: boolean;
            usesImage: boolean;
        };
        TestResponse: {
            error: null | string;
            /** Format: int32 */
            latency_ms: null | number;
            models: string[];
            ok: boolean;
        };
        TimingsView: {
            arrivalsMs: null | number[];
            /** Format: double */
            closedMs: null | number;
            /** Format: double */
            endToEndTokensPerSecond: null | number;
            /** Format: double */
            firstAnswerMs: null | number;
            /** Format: double */
            firstByteMs: null | number;
            /** Format: double */
            itlMs: null | number;
            /** Format: double */
            lastTokenMs: null | number;
            /** Format: double */
            outputTokensPerSecond: null | number;
            /** Format: double */
            queuedMs: number;
            /** Format: double */
            secondTokenMs: null | number;
            /** Format: int32 */
            tokenEvents: null | number;
            /** Format: double */
            ttftMs: null | number;
        };
        UsageView: {
            /** Format: int64 */
            cachedInputTokens: null | number;
            /** Format: int64 */
            cacheWriteTokens: null | number;
            /** Format: int64 */
            inputTokens: null | number;
            /** Format: int64 */
            outputTokens: null | number;
            /** Format: int64 */
            reasoningTokens: null | number;
            /** Format: int64 */
            totalTokens: null | number;
        };
        VerifyResponse: {
            auth_present: boolean;
            auth_source: string;
            base_url: string;
            /** Format: int64 */
            connection_id: number;
            discovery_ok: boolean;
            error: null | string;
            hints: string[];
            /** Format: int32 */
            latency_ms: null | number;
            models: string[];
            provider_type: string;
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
    ListArtifacts: {
        parameters: {
            query?: {
                cursor?: string;
                modelId?: string;
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
                    "application/json": components["schemas"]["ArtifactList"];
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
        };
    };
    IngestArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IngestRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResponse"];
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
        };
    };
    ReadArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["Artifact"];
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
    DeleteArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Forbidden */
            403: {
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
        };
    };
    ReadArtifactHtml: {
        parameters: {
            query?: {
                download?: string;
            };
            header?: never;
            path: {
                id: string;
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
                    "text/html": string;
                    "text/plain": string;
                };
            };
            /** @description Not Modified */
            304: {
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
    ReadArtifactRaw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "text/plain": string;
                };
            };
            /** @description Not Modified */
            304: {
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
    RestoreArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["Artifact"];
                };
            };
            /** @description Forbidden */
            403: {
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
        };
    };
    ReadArtifactThumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
            /** @description Not Modified */
            304: {
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
    ExportArtifacts: {
        parameters: {
            query?: {
                ids?: string;
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
        };
    };
    ReadArtifactFacets: {
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
                    "application/json": components["schemas"]["ArtifactFacets"];
                };
            };
        };
    };
    SearchArtifacts: {
        parameters: {
            query?: {
                /** @description me, or an author's id */
                Author?: string;
                /** @description The nextCursor of the page before */
                Cursor?: string;
                /** @description true for demo models only, false for none of them */
                Demo?: string;
                /** @description Created at or after, ISO 8601 */
                From?: string;
                /** @description 1 to 100, 24 by default */
                Limit?: string;
                /** @description USD, at most; artifacts of unknown cost are left out */
                MaxCost?: string;
                /** @description USD, at least */
                MinCost?: string;
                Model?: string;
                /** @description Revisions of this artifact */
                Parent?: string;
                Provider?: string;
                /** @description Beginnings of words in the label, model, vendor, provider, task or author; all must occur */
                Q?: string;
                /** @description The session of one Studio build */
                Session?: string;
                /** @description newest (default), cheapest, fastest or lightest */
                Sort?: string;
                /** @description model, agent or baseline */
                Source?: string;
                Task?: string;
                /** @description Created before, ISO 8601 */
                To?: string;
                Vendor?: string;
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
                    "application/json": components["schemas"]["ArtifactPage"];
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
        };
    };
    ListCars: {
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
                    "application/json": components["schemas"]["CarResponse"][];
                };
            };
        };
    };
    CreateCar: {
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
                    "application/json": components["schemas"]["CarResponse"];
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
    GetCar: {
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
                    "application/json": components["schemas"]["CarResponse"];
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
    UpdateCar: {
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
                    "application/json": components["schemas"]["CarResponse"];
                };
            };
            /** @description Forbidden */
            403: {
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
    DeleteCar: {
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
                    "application/json": components["schemas"]["DeletedResponse"];
                };
            };
            /** @description Forbidden */
            403: {
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
        };
    };
    ListConnections: {
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
                    "application/json": components["schemas"]["ConnectionResponse"][];
                };
            };
        };
    };
    CreateConnection: {
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
                    "application/json": components["schemas"]["ConnectionResponse"];
                };
            };
            /** @description Forbidden */
            403: {
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
    GetConnection: {
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
                    "application/json": components["schemas"]["ConnectionResponse"];
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
    UpdateConnection: {
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
                    "application/json": components["schemas"]["ConnectionResponse"];
                };
            };
            /** @description Forbidden */
            403: {
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
    DeleteConnection: {
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
                    "application/json": components["schemas"]["DeletedResponse"];
                };
            };
            /** @description Forbidden */
            403: {
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
        };
    };
    ListConnectionModels: {
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
                    "application/json": string[];
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
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    TestConnection: {
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
                    "application/json": components["schemas"]["TestResponse"];
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
    VerifyConnection: {
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
                    "application/json": components["schemas"]["VerifyResponse"];
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
    ListConnectionPresets: {
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
                    "application/json": components["schemas"]["PresetResponse"][];
                };
            };
        };
    };
    ListGenerations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                sessionId?: string;
                state?: string;
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
                    "application/json": components["schemas"]["GenerationPageResponse"];
                };
            };
        };
    };
    Generate: {
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
                "application/json": components["schemas"]["GenerateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateResponse"];
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
        };
    };
    GetGeneration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["Generation"];
                };
            };
        };
    };
    CancelGeneration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
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
                    "application/json": components["schemas"]["Generation"];
                };
            };
        };
    };
    StreamGeneration: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
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
                    "text/event-stream": components["schemas"]["GenerationEvents"];
                };
            };
        };
    };
    GenerateHuggingFace: {
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
                "application/json": components["schemas"]["GenerateHuggingFaceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateResponse"];
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
        };
    };
    GenerateHuggingFaceStream: {
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
                "application/json": components["schemas"]["GenerateHuggingFaceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["GenerationEvents"];
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
        };
    };
    GetGenerationOptions: {
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
                    "application/json": components["schemas"]["GenerationOptionsResponse"];
                };
            };
        };
    };
    GenerateStream: {
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
                "application/json": components["schemas"]["GenerateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["GenerationEvents"];
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
        };
    };
    GetTaskAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                taskId: string;
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
    GetTaskBaseline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                taskId: string;
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
                    "text/plain": string;
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
    GetTaskImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                taskId: string;
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
    SearchHubModels: {
        parameters: {
            query?: {
                limit?: string;
                q?: string;
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
                    "application/json": components["schemas"]["HubSearchResponse"];
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
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetPricing: {
        parameters: {
            query?: {
                provider?: string;
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
                    "application/json": components["schemas"]["PricingResponse"];
                };
            };
        };
    };
    ListProviderSettings: {
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
                    "application/json": components["schemas"]["ProviderSetting"][];
                };
            };
        };
    };
    ChangeProviderSettings: {
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
                    "application/json": components["schemas"]["ProviderSetting"][];
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
