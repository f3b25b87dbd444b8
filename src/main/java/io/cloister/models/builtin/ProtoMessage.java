package io.cloister.models.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message as protocol buffers write it, its fields known by their numbers only. It does not
 * change.
 *
 * <p>Protocol Buffers. Encoding. 2024.
 */
record ProtoMessage(List<Field> fields) {

  static final ProtoMessage EMPTY = new ProtoMessage(List.of());

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int WIRE_BITS = 3;
  private static final int VARINT_BITS = 7;

  /**
   * @param value of a number
   * @param bytes of all else, empty for a number
   */
  record Field(int number, int wire, long value, ByteBuffer bytes) {}

  /**
   * @throws IOException if it is none
   */
  static ProtoMessage parse(ByteBuffer bytes) throws IOException {
    var in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    var fields = new ArrayList<Field>();
    try {
      while (in.hasRemaining()) {
        long key = varint(in);
        fields.add(field((int) (key >> WIRE_BITS), (int) key & ((1 << WIRE_BITS) - 1), in));
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException("a message ends too early", e);
    }
    return new ProtoMessage(fields);
  }

  private static Field field(int number, int wire, ByteBuffer in) throws IOException {
    var none = ByteBuffer.allocate(0);
    return switch (wire) {
      case VARINT -> new Field(number, wire, varint(in), none);
      case FIXED64 -> new Field(number, wire, in.getLong(), none);
      case FIXED32 -> new Field(number, wire, in.getInt(), none);
      case BYTES -> {
        int length = Math.toIntExact(varint(in));
        var bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        yield new Field(number, wire, 0, bytes);
      }
      default -> throw new IOException("a message has a field of the unknown kind " + wire);
    };
  }

  static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += VARINT_BITS) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  ByteBuffer bytes() {
    var out = new ByteArrayOutputStream();
    for (var field : fields) {
      varint(((long) field.number << WIRE_BITS) | field.wire, out);
      switch (field.wire) {
        case VARINT -> varint(field.value, out);
        case FIXED64 -> fixed(field.value, Long.BYTES, out);
        case FIXED32 -> fixed(field.value, Integer.BYTES, out);
        default -> {
          varint(field.bytes.remaining(), out);
          out.writeBytes(array(field.bytes));
        }
      }
    }
    return ByteBuffer.wrap(out.toByteArray());
  }

  private static void varint(long value, ByteArrayOutputStream out) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= VARINT_BITS;
    }
    out.write((int) rest);
  }

  private static void fixed(long value, int length, ByteArrayOutputStream out) {
    for (int i = 0; i < length; i++) {
      out.write((int) (value >> (Byte.SIZE * i)));
    }
  }

  static byte[] array(ByteBuffer bytes) {
    var array = new byte[bytes.remaining()];
    bytes.get(bytes.position(), array);
    return array;
  }

  // --- what is in it ------------------------------------------------------------------------

  private Stream<Field> all(int number) {
    return fields.stream().filter(field -> field.number == number);
  }

  List<Long> numbers(int number) {
    return all(number).map(Field::value).toList();
  }

  List<ByteBuffer> parts(int number) {
    return all(number).map(Field::bytes).toList();
  }

  List<String> texts(int number) {
    return parts(number).stream().map(part -> UTF_8.decode(part.slice()).toString()).toList();
  }

  /** The text of a field that is there once; empty if it is not there. */
  String text(int number) {
    return String.join("", texts(number));
  }

  ProtoMessage without(int number) {
    return new ProtoMessage(fields.stream().filter(field -> field.number != number).toList());
  }

  ProtoMessage with(int number, long value) {
    return with(new Field(number, VARINT, value, ByteBuffer.allocate(0)));
  }

  ProtoMessage with(int number, float value) {
    return with(new Field(number, FIXED32, Float.floatToIntBits(value), ByteBuffer.allocate(0)));
  }

  ProtoMessage with(int number, String value) {
    return with(number, UTF_8.encode(value));
  }

  ProtoMessage with(int number, ByteBuffer value) {
    return with(new Field(number, BYTES, 0, value));
  }

  private ProtoMessage with(Field field) {
    return new ProtoMessage(Stream.concat(fields.stream(), Stream.of(field)).toList());
  }
}
