package io.cloister.models;

/**
 * Which texts may be sent to which model may be other than before: a connection has another
 * boundary, or models outside are used again or no more.
 */
public record PolicyChanged() {}
