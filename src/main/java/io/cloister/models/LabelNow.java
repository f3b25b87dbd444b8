package io.cloister.models;

import io.cloister.governance.Label;

/**
 * The strictest label of all that a request holds, looked up whenever it is asked for: a request
 * may wait for its turn, and whoever raises a label meanwhile wants nothing of it sent.
 */
@FunctionalInterface
public interface LabelNow {

  Label get();
}
