package io.cloister.identity;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long one stays signed in.
 *
 * @param sessionIdle a session unused for so long is over
 * @param sessionLongest a session is over so long after signing in, used or not
 * @param setupLink how long a set-up link is valid
 * @param tokenLife how long a token is valid if nobody says otherwise
 * @param tokenLongest the longest that somebody may say
 */
@Validated
@ConfigurationProperties("cloister.identity")
record IdentityProperties(
    @DefaultValue("2h") @NotNull Duration sessionIdle,
    @DefaultValue("12h") @NotNull Duration sessionLongest,
    @DefaultValue("24h") @NotNull Duration setupLink,
    @DefaultValue("90d") @NotNull Duration tokenLife,
    @DefaultValue("366d") @NotNull Duration tokenLongest) {}
