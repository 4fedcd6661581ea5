//! What multiplies bytes, by what the processor can.

#[cfg(target_arch = "x86_64")]
use super::{avx2::Avx2, vnni::Vnni};

/// The environment variable that names the engine to multiply with, as records do. For tests and measurements.
pub(in crate::model) const VARIABLE: &str = "ONRECORD_ENGINE";

/// A way to multiply bytes with signed bytes. All give the same numbers; each is there only where the processor can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Kernel {
    #[cfg(target_arch = "x86_64")]
    Vnni(Vnni),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    /// The library's, which looks itself for what there is.
    #[cfg(target_arch = "aarch64")]
    Neon,
    Portable,
}

impl Kernel {
    /// Those that this processor can, the fastest first.
    pub fn here() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        let found = [Vnni::new().map(Self::Vnni), Avx2::new().map(Self::Avx2)].into_iter().flatten();
        #[cfg(target_arch = "aarch64")]
        let found = [Self::Neon].into_iter();
        #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
        let found = std::iter::empty();
        found.chain([Self::Portable]).collect()
    }

    /// The fastest.
    pub fn best() -> Self {
        Self::here()[0]
    }

    /// The one that [`VARIABLE`] names, the fastest where it is not set; what it says where that is none of [`here`].
    ///
    /// [`here`]: Self::here
    pub fn chosen() -> Result<Self, String> {
        let Some(named) = std::env::var_os(VARIABLE) else { return Ok(Self::best()) };
        let known = Self::here().into_iter().find(|kernel| named == kernel.engine());
        known.ok_or_else(|| named.to_string_lossy().into_owned())
    }

    /// What records call the engine that multiplies so.
    pub fn engine(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Vnni(_) => "fast-vnni",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "fast-avx2",
            #[cfg(target_arch = "aarch64")]
            Self::Neon => "fast-neon",
            Self::Portable => "fast-portable",
        }
    }
}
