package io.cloister.search.letters;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When letters of saved searches are sent.
 *
 * @param tick how often it is looked whether some are due
 * @param gather how long what is to be told at once is gathered for one letter
 * @param again the pause after a letter that did not arrive
 */
@Validated
@ConfigurationProperties("cloister.search.letters")
record LettersProperties(
    @DefaultValue("30s") Duration tick,
    @DefaultValue("5m") Duration gather,
    @DefaultValue("10m") Duration again) {}
