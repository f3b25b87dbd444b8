package io.cloister.drafting.export;

import java.math.BigInteger;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** Headings and lists that Word knows as such: an empty document has none. */
final class DocxLook {

  private static final int[] HALF_POINTS = {36, 28, 24};
  private static final int DEEPEST = 3;
  private static final int INDENT = 360; // twentieths of a point

  private final BigInteger bullets;
  private final BigInteger numbers;

  private DocxLook(BigInteger bullets, BigInteger numbers) {
    this.bullets = bullets;
    this.numbers = numbers;
  }

  static DocxLook in(XWPFDocument file) {
    var styles = file.createStyles();
    for (int level = 0; level < HALF_POINTS.length; level++) {
      styles.addStyle(new XWPFStyle(style(level)));
    }
    return new DocxLook(list(file, false), list(file, true));
  }

  private static String id(int level) {
    return level == 0 ? "Title" : "Heading" + level;
  }

  private static CTStyle style(int level) {
    var style = CTStyle.Factory.newInstance();
    style.setStyleId(id(level));
    style.setType(STStyleType.PARAGRAPH);
    style.addNewName().setVal(level == 0 ? "Title" : "heading " + level);
    style.addNewQFormat();
    var paragraph = style.addNewPPr();
    paragraph.addNewKeepNext();
    var spacing = paragraph.addNewSpacing();
    spacing.setBefore(BigInteger.valueOf(level == 0 ? 0 : 240));
    spacing.setAfter(BigInteger.valueOf(120));
    if (level > 0) {
      paragraph.addNewOutlineLvl().setVal(BigInteger.valueOf(level - 1L));
    }
    var run = style.addNewRPr();
    run.addNewB();
    run.addNewSz().setVal(BigInteger.valueOf(HALF_POINTS[level]));
    return style;
  }

  private static BigInteger list(XWPFDocument file, boolean numbered) {
    var numbering = file.getNumbering() == null ? file.createNumbering() : file.getNumbering();
    var list = CTAbstractNum.Factory.newInstance();
    list.setAbstractNumId(BigInteger.valueOf(numbered ? 1 : 0));
    for (int level = 0; level < DEEPEST; level++) {
      var look = list.addNewLvl();
      look.setIlvl(BigInteger.valueOf(level));
      look.addNewStart().setVal(BigInteger.ONE);
      look.addNewNumFmt().setVal(numbered ? STNumberFormat.DECIMAL : STNumberFormat.BULLET);
      look.addNewLvlText().setVal(numbered ? "%" + (level + 1) + "." : "•");
      var indent = look.addNewPPr().addNewInd();
      indent.setLeft(BigInteger.valueOf((long) INDENT * (level + 1)));
      indent.setHanging(BigInteger.valueOf(INDENT));
    }
    return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(list)));
  }

  /** A paragraph that is the title (level 0) or a heading. */
  XWPFParagraph heading(XWPFDocument file, int level) {
    var paragraph = file.createParagraph();
    paragraph.setStyle(id(level));
    return paragraph;
  }

  /** A paragraph that is an item of a list, {@code level} counting from 0. */
  XWPFParagraph item(XWPFDocument file, boolean numbered, int level) {
    var paragraph = file.createParagraph();
    paragraph.setNumID(numbered ? numbers : bullets);
    paragraph.setNumILvl(BigInteger.valueOf(Math.min(level, DEEPEST - 1)));
    return paragraph;
  }
}
