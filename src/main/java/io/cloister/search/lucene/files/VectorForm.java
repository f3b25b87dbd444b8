package io.cloister.search.lucene.files;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * In what form the graph of vectors is walked. The full numbers are kept in any case: what the walk
 * brings up is compared by them. Measured: {@code docs/measurements.md}, "Vectors".
 */
public enum VectorForm {
  /** Four bytes a number. */
  FULL(32, null),
  /** One byte a number. */
  BYTE(8, ScalarEncoding.UNSIGNED_BYTE),
  /** Half a byte a number. */
  NIBBLE(4, ScalarEncoding.PACKED_NIBBLE);

  private static final int NEIGHBOURS = Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;
  private static final int BEAM = Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;

  private final int bits;
  private final @Nullable ScalarEncoding encoding;

  VectorForm(int bits, @Nullable ScalarEncoding encoding) {
    this.bits = bits;
    this.encoding = encoding;
  }

  /** Of each number of a vector. */
  public int bits() {
    return bits;
  }

  /** What writes vectors so; what was written in another form is still read. */
  public Codec codec() {
    var format =
        encoding == null
            ? new Lucene99HnswVectorsFormat()
            : new Lucene104HnswScalarQuantizedVectorsFormat(encoding, NEIGHBOURS, BEAM);
    var roomy = new Roomy(format);
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return roomy;
      }
    };
  }

  /** Takes vectors of more numbers than Lucene's own limit, which is not one of its files. */
  private static final class Roomy extends KnnVectorsFormat {

    private static final int MOST_DIMENSIONS = 4096;

    private final KnnVectorsFormat format;

    Roomy(KnnVectorsFormat format) {
      super(format.getName());
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MOST_DIMENSIONS;
    }
  }
}
