package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.Ocr;
import org.jspecify.annotations.Nullable;

/**
 * What a file is read as.
 *
 * @param name its name, which may tell its type
 * @param password what opens it, if anything is needed
 * @param ocr how its pictures are read
 * @param seen whether a model looks at what has no text, which is then no reason to fail
 */
public record Order(String name, @Nullable String password, Ocr ocr, boolean seen) {}
