package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.Ocr;
import org.jspecify.annotations.Nullable;

/**
 * What a file is read as.
 *
 * @param name its name, which may tell its type
 * @param password what opens it, if anything is needed
 * @param ocr how its pictures are read
 */
public record Order(String name, @Nullable String password, Ocr ocr) {}
