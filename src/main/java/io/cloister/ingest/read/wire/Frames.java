package io.cloister.ingest.read.wire;

/**
 * What the two processes say to one another, as {@link java.io.DataOutputStream} writes it. The
 * server asks: path, file name, whether there is a password and then the password, limits, how
 * pictures are read. The reader answers with the frames below until an end.
 */
public final class Frames {

  /** Number of characters, then the characters: more text. */
  public static final byte TEXT = 'T';

  /** Asks that a file be read. */
  public static final byte READ = 'R';

  /** Asks that a page of a PDF be drawn. */
  public static final byte DRAW = 'D';

  /** Asks that the sound of a file be cut: its path, its media type, a folder for the pieces. */
  public static final byte CUT = 'C';

  /**
   * Asks for one part of a file: its path, its name, whether there is a password and then the
   * password, how deep and how many parts there may be, how many bytes the part may have, where
   * they are written, and the way to the part: a number of steps, each with its place among those
   * beside it and its name.
   */
  public static final byte PICK = 'A';

  /** The end: there is no such part. */
  public static final byte MISSING = 'Q';

  /** A piece of a sound: the name of its file, media type, and from when to when it goes. */
  static final byte PIECE = 'S';

  /** A word of a drawn page, its left, top, right and bottom as shares of the page. */
  static final byte WORD = 'W';

  /** A page begins at the end of the text so far. */
  public static final byte PAGE = 'P';

  /** How many pages the file says it has. */
  public static final byte PAGES = 'N';

  /** Start and end of a heading in the text so far. */
  public static final byte HEADING = 'H';

  /** Start and end of what nobody sees of the text so far, and its kind by name. */
  public static final byte HIDDEN = 'I';

  /**
   * Words that nobody sees, from where they are looked for, how often they stand before, and why.
   */
  public static final byte HIDDEN_WORDS = 'J';

  /** Name, media type, depth, start and end of a part whose text is in the text so far. */
  public static final byte PART = 'F';

  /** Name and value of something the file says of itself. */
  public static final byte METADATA = 'M';

  /** Nothing but that the reader goes on. */
  public static final byte ALIVE = '.';

  /** The media type: the end, everything was read. */
  public static final byte END = 'E';

  /** The end: there are more pictures than there is time for, and nothing is kept. */
  public static final byte LONGER = 'L';

  /** A reason's code and its detail: the end, the file cannot be read. */
  public static final byte UNREADABLE = 'X';

  public static final int MOST_TEXT = 1 << 16;

  private Frames() {}
}
