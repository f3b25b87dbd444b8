package io.cloister.models.program;

import io.cloister.governance.Label;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What programs may have of models.
 *
 * @param label of the text they send, which is no document's and so has none of its own; decides
 *     how far it may go
 * @param replyTokens the longest reply where a program does not say how long it may be
 */
@Validated
@ConfigurationProperties("cloister.models.relay")
record RelayProperties(
    @DefaultValue("internal") @NotNull Label label,
    @DefaultValue("4096") @Positive int replyTokens) {}
