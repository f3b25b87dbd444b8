/** Counts what is spent against what may be; knows neither models nor people. */
@NullMarked
package io.cloister.models.ledger;

import org.jspecify.annotations.NullMarked;
