package io.cloister.models.program;

/**
 * A model that a program may ask for.
 *
 * @param name {@code connection/model} or a tier
 * @param owner the connection; {@code cloister} for a tier
 */
public record RelayModel(String name, String owner) {}
