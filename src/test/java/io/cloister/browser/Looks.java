package io.cloister.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** What can be measured of how a page looks. Every list names what is wrong; empty is good. */
public final class Looks {

  private Looks() {}

  /** All that must not be on any page. */
  public static List<String> wrong(Page page) {
    var wrong = new ArrayList<String>();
    if (overflow(page) > 0) {
      wrong.add("scrolls sideways by " + overflow(page));
    }
    wrong.addAll(faintTexts(page));
    wrong.addAll(smallTargets(page));
    wrong.addAll(unlabelled(page));
    wrong.addAll(touchingCards(page));
    return wrong;
  }

  /** How many pixels the page is wider than its window. */
  public static int overflow(Page page) {
    return ((Number)
            page.evaluate(
                "() => Math.max(0, document.documentElement.scrollWidth"
                    + " - document.documentElement.clientWidth)"))
        .intValue();
  }

  /** Cards that stand one below the other without a gap. */
  public static List<String> touchingCards(Page page) {
    return strings(
        page,
        """
        () => [...document.querySelectorAll('.card + .card')]
          .map(e => [e, e.previousElementSibling.getBoundingClientRect(), e.getBoundingClientRect()])
          .filter(([e, above, r]) => r.height > 0 && above.height > 0
              && r.top < above.bottom + 8 && r.left < above.right && above.left < r.right)
          .map(([e, above, r]) => 'the card ' + e.innerText.slice(0, 30)
              + ' touches the one above it')
        """);
  }

  /** Tables of which a column stands where one has to scroll to. */
  public static List<String> tablesToScroll(Page page) {
    return strings(
        page,
        """
        () => [...document.querySelectorAll('table')]
          .map(table => table.parentElement)
          .filter(e => e.scrollWidth > e.clientWidth + 1)
          .map(e => 'the table ' + e.innerText.slice(0, 30) + ' is wider by '
              + (e.scrollWidth - e.clientWidth))
        """);
  }

  /** Whether the tab of this page, if it has tabs, stands within the window. */
  public static boolean currentTabIsInSight(Page page) {
    return Boolean.TRUE.equals(
        page.evaluate(
            """
            () => {
              const at = document.querySelector('.tabs a[aria-current]')?.getBoundingClientRect();
              return !at || at.left >= 0 && at.right <= innerWidth;
            }
            """));
  }

  /** Links and buttons lower or narrower than 24 pixels, but for links within a sentence. */
  public static List<String> smallTargets(Page page) {
    return strings(
        page,
        """
        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
          .filter(e => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}))
          .filter(e => !e.closest('.visually-hidden, .skip'))
          .map(e => [e, e.getBoundingClientRect()])
          .filter(([e, r]) => r.width > 1 && r.height > 1 && (r.width < 24 || r.height < 24))
          .filter(([e, r]) => !(e.matches('a') && getComputedStyle(e).display === 'inline'))
          .filter(([e, r]) => !(e.matches('input[type=checkbox], input[type=radio]')
              && e.closest('label')?.getBoundingClientRect().height >= 24))
          .map(([e, r]) => e.outerHTML.slice(0, 90) + ' is ' + Math.round(r.width) + 'x'
              + Math.round(r.height))
        """);
  }

  /** Pieces of text whose contrast with what is behind them is below 4.5 (large ones: 3). */
  public static List<String> faintTexts(Page page) {
    return strings(
        page,
        """
        () => {
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 1;
          const paint = canvas.getContext('2d', {willReadFrequently: true});
          const rgba = (css) => {
            paint.clearRect(0, 0, 1, 1);
            paint.fillStyle = css;
            paint.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, below) => top.slice(0, 3)
            .map((c, i) => c * top[3] + below[i] * (1 - top[3])).concat(1);
          const behind = (e) => {
            const layers = [];
            for (let at = e; at; at = at.parentElement) {
              const layer = rgba(getComputedStyle(at).backgroundColor);
              if (layer[3] > 0) layers.push(layer);
              if (layer[3] === 1) break;
            }
            return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1]);
          };
          const light = ([r, g, b]) => [r, g, b]
            .map(c => c / 255)
            .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!node.data.trim() || !e.checkVisibility({checkOpacity: true})) continue;
            if (e.closest('.visually-hidden, .skip, [aria-hidden=true], :disabled')) continue;
            const style = getComputedStyle(e);
            const ground = behind(e);
            const [a, b] = [light(over(rgba(style.color), ground)), light(ground)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) {
              found.push(node.data.trim().slice(0, 40) + ' <' + e.tagName.toLowerCase() + ' class="'
                  + e.className + '"> ' + ratio.toFixed(2));
            }
          }
          return found;
        }
        """);
  }

  /** Elements reached by the tabulator that show no sign of it. */
  public static List<String> invisibleFocus(Page page, int steps) {
    page.evaluate("() => document.activeElement?.blur()");
    var found = new ArrayList<String>();
    for (int i = 0; i < steps; i++) {
      page.keyboard().press("Tab");
      var problem =
          page.evaluate(
              """
              () => {
                const e = document.activeElement;
                if (!e || e === document.body) return '';
                const s = getComputedStyle(e);
                const shown = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1)
                    || s.boxShadow !== 'none';
                return shown ? '' : e.outerHTML.slice(0, 90);
              }
              """);
      if (problem instanceof String text && !text.isEmpty()) {
        found.add(text);
      }
    }
    return found;
  }

  /** Fields that nobody is told the meaning of, and links and buttons without words. */
  public static List<String> unlabelled(Page page) {
    return strings(
        page,
        """
        () => [
          ...[...document.querySelectorAll('input, select, textarea')]
            .filter(e => e.type !== 'hidden' && !e.labels?.length),
          ...[...document.querySelectorAll('a[href], button, summary')]
            .filter(e => !e.textContent.trim())]
          .filter(e => !e.ariaLabel?.trim() && !e.getAttribute('aria-labelledby'))
          .map(e => 'no label: ' + e.outerHTML.slice(0, 90))
        """);
  }

  /** Visible links, buttons and fields that the tabulator never comes to. */
  public static List<String> unreachable(Page page) {
    var all =
        ((Number)
                page.evaluate(
                    """
                    () => {
                      document.activeElement?.blur();
                      const all = [...document.querySelectorAll(
                          'a[href], button, input, select, textarea, summary')]
                        .filter(e => e.checkVisibility({checkVisibilityCSS: true}))
                        .filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0)
                        .filter(e => e.type !== 'radio' || e.checked);
                      for (const e of all) e.dataset.unreached = '';
                      document.addEventListener('focusin', e => delete e.target.dataset.unreached);
                      window.scrollTo(0, 0);
                      // a date is several stops: day, month, year and its calendar
                      return all.length + 4 * all.filter(e => e.type === 'date').length;
                    }
                    """))
            .intValue();
    for (int i = 0; i < all + 3; i++) {
      page.keyboard().press("Tab");
    }
    return strings(
        page,
        """
        () => [...document.querySelectorAll('[data-unreached]')]
          .map(e => 'not reached: ' + e.outerHTML.slice(0, 90))
        """);
  }

  private static List<String> strings(Page page, String script) {
    return ((List<?>) page.evaluate(script)).stream().map(String::valueOf).distinct().toList();
  }
}
