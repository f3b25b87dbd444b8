package io.cloister.models.builtin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A tensor that is part of a graph. */
record OnnxConstant(ProtoMessage message) {

  static final int FLOAT = 1;
  static final int INT8 = 3;
  static final int INT64 = 7;

  private static final int DIMENSION = 1;
  private static final int TYPE = 2;
  private static final int NAME = 8;
  private static final int RAW = 9;
  private static final int FLOATS = 4;
  private static final int SMALL_INTEGERS = 5;

  /**
   * @param raw the numbers, row by row, least significant byte first
   */
  static OnnxConstant of(String name, long type, List<Long> shape, byte[] raw) {
    var message = ProtoMessage.EMPTY.with(NAME, name).with(TYPE, type);
    for (long dimension : shape) {
      message = message.with(DIMENSION, dimension);
    }
    return new OnnxConstant(message.with(RAW, ByteBuffer.wrap(raw)));
  }

  static OnnxConstant read(ByteBuffer bytes) throws IOException {
    return new OnnxConstant(ProtoMessage.parse(bytes));
  }

  ByteBuffer bytes() {
    return message.bytes();
  }

  String name() {
    return message.text(NAME);
  }

  /** Whether it is of this type, and its numbers can be read. */
  boolean is(long type) {
    return message.numbers(TYPE).equals(List.of(type)) && raw().length > 0;
  }

  List<Long> shape() {
    return message.numbers(DIMENSION);
  }

  /** Its numbers as {@link #of} takes them; nothing if they lie in an unknown way. */
  byte[] raw() {
    for (int field : new int[] {RAW, FLOATS}) { // the latter lie in the same way
      if (message.parts(field).size() == 1) {
        return ProtoMessage.array(message.parts(field).getFirst());
      }
    }
    boolean isOfBytes = message.numbers(TYPE).equals(List.of((long) INT8));
    return isOfBytes && message.parts(SMALL_INTEGERS).size() == 1
        ? small(message.parts(SMALL_INTEGERS).getFirst().slice())
        : new byte[0];
  }

  private static byte[] small(ByteBuffer integers) {
    var bytes = new ByteArrayOutputStream();
    while (integers.hasRemaining()) {
      bytes.write((int) ProtoMessage.varint(integers));
    }
    return bytes.toByteArray();
  }

  boolean isZero() {
    var raw = raw();
    return Arrays.equals(raw, new byte[raw.length]);
  }

  /** Its numbers, if they are of {@link #INT64}. */
  long[] integers() {
    var numbers = ByteBuffer.wrap(raw()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    var integers = new long[numbers.remaining()];
    numbers.get(integers);
    return integers;
  }
}
