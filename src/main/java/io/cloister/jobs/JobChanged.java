package io.cloister.jobs;

/** A job was queued, began, came further or ended; published once that is committed. */
public record JobChanged(JobStatus job) {}
