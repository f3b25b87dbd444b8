package io.cloister.egress;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How other hosts are reached.
 *
 * @param connectTimeout how long a connection may take to be made
 * @param specialAddresses numeric addresses that are reached though they are link-local or those of
 *     a cloud's metadata
 */
@Validated
@ConfigurationProperties("cloister.egress")
record EgressProperties(
    @DefaultValue("3s") Duration connectTimeout, @DefaultValue Set<String> specialAddresses) {}
