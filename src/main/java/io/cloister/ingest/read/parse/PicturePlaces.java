package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.unseen.UnseenInk;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;

/** Notes where pictures are drawn; whatever else is drawn is gone through as before. */
final class PicturePlaces extends DrawObject {

  private final PDFStreamEngine page;
  private final UnseenInk ink;

  PicturePlaces(PDFStreamEngine page, UnseenInk ink) {
    super(page);
    this.page = page;
    this.ink = ink;
  }

  @Override
  public void process(Operator operator, List<COSBase> operands) throws IOException {
    if (!operands.isEmpty()
        && operands.getFirst() instanceof COSName name
        && page.getResources() != null
        && page.getResources().isImageXObject(name)) {
      ink.picture(page.getGraphicsState().getCurrentTransformationMatrix());
      return;
    }
    super.process(operator, operands);
  }
}
