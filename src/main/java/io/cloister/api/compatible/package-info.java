/**
 * The addresses below {@code /v1} for programs made for OpenAI or Anthropic: their envelopes and
 * their manners around the models of this house. Passing requests on is the models' own business.
 */
@NullMarked
package io.cloister.api.compatible;

import org.jspecify.annotations.NullMarked;
