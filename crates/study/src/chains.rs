//! What chains have drawn for a party under both priors of the zero, drawn once and used by every
//! part of a study.

use onetext_model::Space;
use onetext_solve::gibbs::Drawn;
use onetext_solve::readings::Sampler;
use onetext_solve::{Record, Settings, ZeroPrior};
use std::sync::Arc;

/// The readings drawn by chains; nothing for a party whose readings are drawn exactly.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    usual: Option<Arc<Drawn>>,
    strict: Option<Arc<Drawn>>,
}

/// The same settings under the stricter prior of the zero.
pub fn strict(settings: &Settings) -> Settings {
    Settings {
        zero: ZeroPrior::Beta22,
        ..settings.clone()
    }
}

impl Chains {
    /// Draws, where the record needs it. After one more judgment, chains go on from where `earlier`
    /// ones ended.
    pub fn new(record: &Record, over: &Space, settings: &Settings, earlier: Option<&Self>) -> Self {
        if !Sampler::needs_chains(record) {
            return Self::default();
        }
        let draw = |settings: &Settings, earlier: Option<&Arc<Drawn>>| {
            let earlier = earlier.map(|drawn| &**drawn);
            Some(Arc::new(Drawn::new(record, over, settings, earlier)))
        };
        let (usual, hard) = rayon::join(
            || draw(settings, earlier.and_then(|e| e.usual.as_ref())),
            || {
                // It is there for a word beside the headline: half the memory will do.
                let fewer = Settings {
                    kept_numbers: settings.kept_numbers / 2,
                    ..strict(settings)
                };
                draw(&fewer, earlier.and_then(|e| e.strict.as_ref()))
            },
        );
        Self {
            usual,
            strict: hard,
        }
    }

    /// A sampler over these readings, under the prior of its settings.
    pub fn sampler<'a>(
        &self,
        record: &'a Record,
        over: &'a Space,
        settings: &'a Settings,
    ) -> Sampler<'a> {
        let drawn = match settings.zero {
            ZeroPrior::Beta24 => &self.usual,
            ZeroPrior::Beta22 => &self.strict,
            ZeroPrior::Beta26 => return Sampler::new(record, over, settings),
        };
        Sampler::with(record, over, settings, drawn.clone())
    }
}
