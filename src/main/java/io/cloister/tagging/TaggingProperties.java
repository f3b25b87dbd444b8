package io.cloister.tagging;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How suggestions are made.
 *
 * @param proposals how many tags are proposed for a document
 * @param candidates how many phrases of a text are compared with it in meaning; more are slower
 * @param share the part of one core's time that making suggestions in the background may take while
 *     many documents wait, from 0.01 to 1
 * @param waiting how many documents are remembered as waiting; what is beyond is found again in the
 *     database
 * @param modelText how many characters of a document a model is shown
 */
@Validated
@ConfigurationProperties("cloister.tagging")
record TaggingProperties(
    @DefaultValue("10") @Positive int proposals,
    @DefaultValue("100") @Positive int candidates,
    @DefaultValue("0.25") @DecimalMin("0.01") @DecimalMax("1") double share,
    @DefaultValue("1000") @Positive int waiting,
    @DefaultValue("6000") @Positive int modelText) {}
