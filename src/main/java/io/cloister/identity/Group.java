package io.cloister.identity;

/** Some people under one name, so that rights can be given to them together. */
public record Group(GroupId id, String name) {}
