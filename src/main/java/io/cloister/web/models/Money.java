package io.cloister.web.models;

import io.cloister.models.cost.Budgets;
import io.cloister.models.probe.ProbeResult.ListedPrice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** How money and tokens are written and read; templates read it as {@code @money}. */
@Component("money")
class Money {

  private static final int MICRO_PLACES = 6;
  // beyond this nobody keeps a budget
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private final Budgets budgets;

  Money(Budgets budgets) {
    this.budgets = budgets;
  }

  /** An amount in the currency, as {@code €12.40}; small ones with the places they need. */
  public String text(long micros) {
    var format = NumberFormat.getCurrencyInstance(LocaleContextHolder.getLocale());
    format.setCurrency(budgets.currency());
    if (micros != 0 && Math.abs(micros) < 1_000_000) {
      int places = Math.abs(micros) < 10_000 ? MICRO_PLACES : 4;
      format.setMinimumFractionDigits(places);
      format.setMaximumFractionDigits(places);
    }
    return format.format(BigDecimal.valueOf(micros, MICRO_PLACES));
  }

  /** What an endpoint says a million tokens cost, in and out, as {@code USD 0.8 / 2}. */
  public String listed(ListedPrice price) {
    return "%s %s / %s"
        .formatted(
            price.currency(),
            field(price.inputMicrosPerMillionTokens()),
            field(price.outputMicrosPerMillionTokens()));
  }

  /** A count of tokens, as {@code 12,400}. */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(LocaleContextHolder.getLocale()).format(number);
  }

  /** A share, as {@code 71 %}. */
  public String share(double share) {
    return NumberFormat.getPercentInstance(LocaleContextHolder.getLocale()).format(share);
  }

  public String currency() {
    return budgets.currency().getCurrencyCode();
  }

  /** What stands in a field of a form: digits and a point, whatever the language. */
  public @Nullable String field(@Nullable Long micros) {
    return micros == null
        ? null
        : BigDecimal.valueOf(micros, MICRO_PLACES).stripTrailingZeros().toPlainString();
  }

  /** The micros of what was entered; empty if it is no amount. */
  static Optional<Long> micros(String text) {
    try {
      var amount = new BigDecimal(text.strip().replace(',', '.'));
      boolean isFit = amount.signum() >= 0 && amount.compareTo(MOST) <= 0;
      return isFit
          ? Optional.of(
              amount.movePointRight(MICRO_PLACES).setScale(0, RoundingMode.HALF_UP).longValue())
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
