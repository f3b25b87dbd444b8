package io.cloister.models.cost;

import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What models cost.
 *
 * @param currency that prices and budgets are in, by its ISO 4217 code
 */
@Validated
@ConfigurationProperties("cloister.models.costs")
record CostProperties(@DefaultValue("EUR") Currency currency) {}
