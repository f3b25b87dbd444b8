package io.cloister.web.frame;

import java.util.ArrayList;
import java.util.List;

/**
 * The links to the other pages of a list.
 *
 * @param address of this list, ending so that the number of a page can be put after it
 * @param page the page that is shown, from 0
 * @param size how many a full page holds
 * @param total how many there are on all pages together
 */
public record Pager(String address, int page, int size, long total) {

  /** Stands for the pages that are left out between two links. */
  public static final int GAP = -1;

  private static final int AROUND = 2;

  public int last() {
    return (int) Math.max(0, (total - 1) / size);
  }

  public boolean hasOthers() {
    return total > size;
  }

  /** Place of the first one shown, from 1. */
  public long from() {
    return Math.min(total, (long) page * size + 1);
  }

  /** Place of the last one shown, from 1. */
  public long to() {
    return Math.min(total, (long) (page + 1) * size);
  }

  /** Where a page is, from 0. */
  public String link(int number) {
    return address + number;
  }

  /** The pages to link to, from 0: the first, the last, those around this one, and gaps. */
  public List<Integer> links() {
    var links = new ArrayList<Integer>();
    int before = GAP;
    for (int n = 0; n <= last(); n++) {
      if (n != 0 && n != last() && Math.abs(n - page) > AROUND) {
        continue;
      }
      if (before != GAP && n - before > 1) {
        links.add(GAP);
      }
      links.add(n);
      before = n;
    }
    return links;
  }
}
