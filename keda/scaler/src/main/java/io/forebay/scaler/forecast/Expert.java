package io.forebay.scaler.forecast;

/** One opinion about the coming minutes. Stateless: all it knows is the history. */
sealed interface Expert
        permits Expert.Level, Expert.DampedTrend, Expert.SeasonalNaive, Expert.LevelTimesSeason {

    /**
     * Fills in the arrivals expected in each of the coming bins.
     *
     * @param coming the next bin first
     * @return false when the history is too short for an opinion
     */
    boolean expect(ArrivalBins history, double[] coming);

    /** The bounded name that meters and explanations use. */
    String title();

    /** The mean of the last bins goes on. */
    record Level(int bins) implements Expert {

        @Override
        public boolean expect(ArrivalBins history, double[] coming) {
            java.util.Arrays.fill(coming, history.mean(bins));
            return history.size() > 0;
        }

        @Override
        public String title() {
            return "level-" + bins;
        }
    }

    /** What was gained over the last bins is gained again, less in every bin (Gardner 1985). */
    record DampedTrend(int bins, double damping) implements Expert {

        @Override
        public boolean expect(ArrivalBins history, double[] coming) {
            double newer = history.mean(bins);
            double older = 2 * history.mean(2 * bins) - newer;
            double slope = (newer - older) / bins;
            // The mean of the newer bins stands in their middle, half of them ago.
            double value = newer + slope * (bins - 1) / 2;
            for (int ahead = 0; ahead < coming.length; ahead++) {
                slope *= damping;
                value += slope;
                coming[ahead] = Math.max(0, value);
            }
            return history.size() >= 2L * bins;
        }

        @Override
        public String title() {
            return "damped-trend";
        }
    }

    /** What came one season ago comes again. */
    record SeasonalNaive(String title, int period) implements Expert {

        @Override
        public boolean expect(ArrivalBins history, double[] coming) {
            for (int ahead = 0; ahead < coming.length; ahead++) {
                coming[ahead] = history.at(seasonsAgo(ahead, period));
            }
            return history.size() >= period;
        }
    }

    /** The level goes on as it went on one season ago, in proportion. */
    record LevelTimesSeason(int bins, int period) implements Expert {

        /** Beyond this a ratio says more about an empty season than about the coming one. */
        private static final double LARGEST_RATIO = 8;

        @Override
        public boolean expect(ArrivalBins history, double[] coming) {
            double level = history.mean(bins);
            double then = 0;
            for (int age = 0; age < bins; age++) {
                then += history.at(period + age) / bins;
            }
            // One arrival more on both sides keeps the ratio of two small counts near one.
            for (int ahead = 0; ahead < coming.length; ahead++) {
                double ratio = (history.at(seasonsAgo(ahead, period)) + 1) / (then + 1);
                coming[ahead] = level * Math.min(ratio, LARGEST_RATIO);
            }
            return history.size() >= period + bins;
        }

        @Override
        public String title() {
            return "level-times-season";
        }
    }

    /** The age of the bin that stood one season before a coming one. */
    private static int seasonsAgo(int ahead, int period) {
        int age = period - 1 - ahead;
        return age >= 0 ? age : age + period * ((period - 1 - age) / period);
    }
}
