//! Numbers that look like chance and are the same in every run with the same seed.
//! For invented data and for orders that mean nothing; of no use for secrets.

/// A sequence of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when that is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let rolled = self.roll() % u64::from(bound.max(1));
        u32::try_from(rolled).unwrap_or(0)
    }

    /// One of the choices; the default when there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let bound = u32::try_from(choices.len()).unwrap_or(u32::MAX);
        let position = usize::try_from(self.below(bound)).unwrap_or(0);
        choices.get(position).copied().unwrap_or_default()
    }
}

/// A number that depends on both and on nothing else.
pub(crate) fn mix(seed: u64, number: u64) -> u64 {
    Dice::new(seed ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93)).roll()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_seed_others() {
        let rolls = |seed| {
            let mut dice = Dice::new(seed);
            [dice.roll(), dice.roll(), dice.roll()]
        };
        assert_eq!(rolls(7), rolls(7));
        assert_ne!(rolls(7), rolls(8));
        assert_ne!(mix(7, 1), mix(7, 2));
        assert_ne!(mix(7, 1), mix(8, 1));
    }

    #[test]
    fn every_choice_comes_up() {
        let mut dice = Dice::new(1);
        let mut seen = [0; 3];
        for _ in 0..200 {
            seen[dice.pick(&[0_usize, 1, 2])] += 1;
        }
        assert!(seen.iter().all(|count| *count > 20), "{seen:?}");
        assert_eq!(dice.pick::<u8>(&[]), 0);
    }
}
