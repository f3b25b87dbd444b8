package io.cloister.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/** Files of several pages for tests, and what may be wrong with them. */
public final class Tiffs {

  private Tiffs() {}

  public static byte[] of(List<BufferedImage> pages) throws IOException {
    return lying(1, pages);
  }

  /**
   * @param orientation how the first page says that it lies (tag Orientation)
   */
  public static byte[] lying(int orientation, List<BufferedImage> pages) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (var page : pages) {
        var said = said(writer, page, page == pages.getFirst() ? orientation : 1);
        writer.writeToSequence(new IIOImage(page, null, said), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadata said(ImageWriter writer, BufferedImage page, int orientation)
      throws IOException {
    var type = ImageTypeSpecifier.createFromRenderedImage(page);
    var said =
        TIFFDirectory.createFromMetadata(
            writer.getDefaultImageMetadata(type, writer.getDefaultWriteParam()));
    var tag = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION);
    said.addTIFFField(new TIFFField(tag, orientation));
    return said.getAsMetadata();
  }

  /** Has the last page say that the first comes next. */
  public static byte[] endless(byte[] tiff) {
    var bytes = opened(tiff.clone());
    var pages = pages(bytes);
    int last = pages.getLast();
    return bytes.putInt(last + 2 + 12 * bytes.getShort(last), pages.getFirst()).array();
  }

  /**
   * Has a page say that it is as many pixels high and wide.
   *
   * @param page from 0
   */
  public static byte[] claiming(byte[] tiff, int page, int pixels) {
    var bytes = opened(tiff.clone());
    int directory = pages(bytes).get(page);
    for (int tag = 0; tag < 2; tag++) { // the first two are the width and the height
      bytes.putShort(directory + 2 + 12 * tag + 8, (short) pixels);
    }
    return bytes.array();
  }

  private static ByteBuffer opened(byte[] tiff) {
    return ByteBuffer.wrap(tiff)
        .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** Where the directory of each begins. */
  private static List<Integer> pages(ByteBuffer tiff) {
    var pages = new ArrayList<Integer>();
    for (int at = tiff.getInt(4); at != 0; at = tiff.getInt(at + 2 + 12 * tiff.getShort(at))) {
      pages.add(at);
    }
    return pages;
  }
}
