package io.cloister.api.limits;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How often one caller may call, and with how much.
 *
 * @param requestsPerMinute in the long run; an administrator's tokens are not counted
 * @param burst at once
 * @param largestBody of a call; uploads and imports have limits of their own
 * @param answersKept how long the answer to an Idempotency-Key is kept
 */
@Validated
@ConfigurationProperties("cloister.api")
record LimitProperties(
    @DefaultValue("1200") @Positive int requestsPerMinute,
    @DefaultValue("300") @Positive int burst,
    @DefaultValue("16MB") @NotNull DataSize largestBody,
    @DefaultValue("24h") @NotNull Duration answersKept) {}
