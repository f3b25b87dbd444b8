package io.cloister.egress;

import java.util.Collection;

/**
 * What a room was configured to reach, asked afresh before each request. Each room that reaches out
 * has one; what none of them names is blocked.
 */
@FunctionalInterface
public interface AllowedHosts {

  Collection<AllowedHost> now();
}
