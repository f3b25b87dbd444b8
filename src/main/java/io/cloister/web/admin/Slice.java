package io.cloister.web.admin;

import java.util.List;
import org.springframework.ui.Model;

/** One page of a list, for the pager. */
record Slice<T>(List<T> items, int page, int size, long total) {

  static final int SIZE = 50;

  static <T> Slice<T> of(List<T> all, int page) {
    int from = (int) Math.min((long) Math.max(0, page) * SIZE, all.size());
    return new Slice<>(
        all.subList(from, Math.min(from + SIZE, all.size())), Math.max(0, page), SIZE, all.size());
  }

  void into(Model model) {
    model.addAttribute("slice", this);
  }
}
